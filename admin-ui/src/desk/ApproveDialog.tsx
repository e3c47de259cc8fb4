import { useState } from 'react';
import { Typography } from '@mui/material';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { ApproveDifference, type Session } from './api.ts';

interface ApproveDialogProps {
  session: Session;
  onClose: () => void;
  onApproved: () => void;
}

/** Lets a difference stand, with words. */
export function ApproveDialog({ session, onClose, onApproved }: ApproveDialogProps) {
  const locale = useLocale();
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const difference = formatMoney(session.difference ?? '0', session.till.currency, locale, {
    sign: 'always',
  });
  const approve = async () => {
    const done = await submission.submit(() =>
      request(ApproveDifference, { sessionId: session.id, reason }),
    );
    if (!done) return;
    onApproved();
    onClose();
  };
  return (
    <FormDialog
      title={`Approve the difference of ${session.till.name}`}
      submitLabel={`Approve ${difference}`}
      submission={submission}
      onSubmit={() => void approve()}
      onClose={onClose}
      width="xs"
      failure="The difference was not approved."
    >
      <Typography>
        {session.openedBy} says: “{session.closeReason}”. Once it is approved, the session never
        changes.
      </Typography>
      <Field
        name="reason"
        label="Why it may stand"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        required
        autoFocus
      />
    </FormDialog>
  );
}
