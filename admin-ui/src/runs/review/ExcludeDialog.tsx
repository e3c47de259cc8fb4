import { useState } from 'react';
import { Box } from '@mui/material';
import { formatMoney } from '@backhaul/design';
import { request } from '../../api/client.ts';
import type { RunDetailFragment, RunEntryFragment } from '../../generated/graphql.ts';
import { Field } from '../../kit/form/Fields.tsx';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useLocale } from '../../kit/index.ts';
import { ExcludeFromRun } from '../api.ts';

interface ExcludeDialogProps {
  run: RunDetailFragment;
  entry: RunEntryFragment;
  onClose: () => void;
  onExcluded: (run: RunDetailFragment) => void;
}

/** Leaves one customer out of this run, with a reason that stays with it. */
export function ExcludeDialog({ run, entry, onClose, onExcluded }: ExcludeDialogProps) {
  const locale = useLocale();
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const exclude = async () => {
    if (reason.trim() === '') {
      submission.refuse({ reason: 'Say why, for whoever looks at this run later.' });
      return;
    }
    const done = await submission.submit(async () => {
      onExcluded(
        (
          await request(ExcludeFromRun, {
            id: run.id,
            customerId: entry.customer.id,
            reason: reason.trim(),
          })
        ).excludeFromBillingRun,
      );
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Exclude ${entry.customer.name}`}
      submitLabel="Exclude from this run"
      submission={submission}
      onSubmit={() => void exclude()}
      onClose={onClose}
      failure="The customer was not excluded."
      width="xs"
    >
      <Box>
        {formatMoney(entry.total, entry.currency, locale)} will not be charged by this run. The days
        stay uncharged, so the next run takes them. You can include the customer again until the run
        is confirmed.
      </Box>
      <Field
        name="reason"
        label="Reason"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        required
        autoFocus
      />
    </FormDialog>
  );
}
