import { Box } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import type { RunDetailFragment, RunSummaryFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useLocale, useSentenceLocale } from '../../kit/index.ts';
import { DeleteRun } from '../api.ts';

interface RunDialogProps {
  run: RunDetailFragment;
  onClose: () => void;
  onChanged: (run: RunSummaryFragment) => void;
}

/** Throws a preview away, which charges nobody. */
export function DeleteDialog({ run, onClose, onChanged }: RunDialogProps) {
  const locale = useLocale();
  const submission = useSubmit();
  const remove = async () => {
    const done = await submission.submit(async () =>
      onChanged((await request(DeleteRun, { id: run.id })).deleteBillingRun),
    );
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Delete the preview for ${formatDate(run.date, useSentenceLocale())}`}
      submitLabel="Delete preview"
      cancelLabel="Keep it"
      submission={submission}
      onSubmit={() => void remove()}
      onClose={onClose}
      failure="The preview was not deleted."
      width="xs"
    >
      <Box>
        {run.customerCount > 0
          ? `The work on ${countOf(run.customerCount, 'customer', 'customers', locale)}`
          : 'The preview'}{' '}
        is thrown away, with the exclusions and their reasons. Nobody is charged and no number is
        used; all of them are still due, so a new run takes them.
      </Box>
    </FormDialog>
  );
}
