import { Box } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useLocale } from '../kit/index.ts';
import type { Closing } from './api.ts';
import { useClosing } from './useClosing.ts';

/** Opens all closed days of a partner again. */
export function ReopenDialog({ closing, onClose }: { closing: Closing; onClose: () => void }) {
  const { partner, closedThrough } = closing;
  const locale = useLocale();
  const { submission, close } = useClosing(partner.id);
  const day = closedThrough ? formatDate(closedThrough, locale, { year: true }) : '';
  return (
    <FormDialog
      title="Open the books again"
      submitLabel="Open all days"
      busyLabel="Opening"
      submission={submission}
      onSubmit={() => void close(null).then((done) => done && onClose())}
      onClose={onClose}
      danger
      failure="The books were not opened."
    >
      <Box>
        All days through {day} can be written to again: what was handed on of them may then no
        longer be what stands here. That you opened them is recorded. Close them again when you are
        done.
      </Box>
    </FormDialog>
  );
}
