import { Box } from '@mui/material';
import { useNotify, useRefresh } from 'react-admin';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { archiveDocument, type Tariff } from './api.ts';

/** Takes a tariff off sale, or puts it back; says what happens to those who have it. */
export function ArchiveTariff({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const { archived } = tariff;
  const archive = async () => {
    const done = await submission.submit(() =>
      request(archiveDocument, { id: tariff.id, archived: !archived }),
    );
    if (!done) return;
    notify(archived ? `${tariff.name} is on sale again` : `${tariff.name} is archived`);
    onClose();
    refresh();
  };
  return (
    <FormDialog
      title={archived ? `Put ${tariff.name} back on sale` : `Archive ${tariff.name}`}
      submitLabel={archived ? 'Put back on sale' : 'Archive tariff'}
      submission={submission}
      onSubmit={() => void archive()}
      onClose={onClose}
      failure={archived ? 'It was not put back on sale.' : 'The tariff was not archived.'}
      width="xs"
    >
      <Box>
        {archived
          ? 'New services can be sold with it again.'
          : `No new service can be sold with it. ${stays(tariff.serviceCount, locale)} It can be put back on sale at any time.`}
      </Box>
    </FormDialog>
  );
}

/** What becomes of the services that have it. */
function stays(services: number, locale: string): string {
  if (services === 0) return 'No service has it.';
  const have = countOf(services, 'service that has', 'services that have', locale);
  return `The ${have} it ${plural(services, 'keeps it and is', 'keep it and are')} billed on.`;
}
