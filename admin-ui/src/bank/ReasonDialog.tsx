import { useState } from 'react';
import { Box } from '@mui/material';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { IgnoreEntry, UndoEntry, type Entry } from './api.ts';

const DEEDS = {
  IGNORE: {
    title: 'Ignore this entry',
    label: 'Ignore it',
    send: (id: string, reason: string) => request(IgnoreEntry, { id, reason }),
  },
  UNDO: {
    title: 'Undo this entry',
    label: 'Undo it',
    send: (id: string, reason: string) => request(UndoEntry, { id, reason }),
  },
} as const;

/** What undoing does. */
function undoing({ status, kind }: Entry): string {
  if (status === 'IGNORED') return 'The entry waits again.';
  return kind === 'RETURN'
    ? 'The payment that it took back counts again and pays what it had paid, and a fee that was charged for it is ' +
        'given back. The entry waits again, for a person to post it.'
    : 'Its payments are reversed, their invoices are open again, and an account that was learned by it is ' +
        'forgotten. The entry waits again, for a person to post it.';
}

interface ReasonDialogProps {
  deed: keyof typeof DEEDS;
  entry: Entry;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** What takes a reason, which is recorded. */
export function ReasonDialog({ deed, entry, onClose, onDone }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const { title, label, send: tell } = DEEDS[deed];
  const send = () =>
    submission.submit(async () => {
      await tell(entry.id, reason);
      await onDone();
    });
  return (
    <FormDialog
      title={title}
      submitLabel={label}
      submission={submission}
      onSubmit={() => void send().then((done) => done && onClose())}
      onClose={onClose}
      disabled={!reason.trim()}
      failure="Nothing was changed."
    >
      <Box>
        {deed === 'UNDO'
          ? undoing(entry)
          : 'It leaves the queue and is posted to nobody. That can be undone.'}
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
