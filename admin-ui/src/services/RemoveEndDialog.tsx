import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { RemoveServiceEnd, type Service } from './api.ts';

/** Has a service run on; says from which day it is charged then. */
export function RemoveEndDialog({ service, onClose }: { service: Service; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const remove = async () => {
    const done = await submission.submit(async () => {
      await request(RemoveServiceEnd, { serviceId: service.id });
      notify(`The end of ${service.description} is removed.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Remove the end of ${service.description}`}
      submitLabel="Remove the end"
      submission={submission}
      onSubmit={() => void remove()}
      onClose={onClose}
      failure="The end was not removed."
      width="xs"
    >
      <Box>
        It ends on {formatDate(service.endDate ?? '', locale)} and will run on instead. All days
        from {formatDate(service.chargedUntil, locale)} on are charged, those since the end too.
      </Box>
    </FormDialog>
  );
}
