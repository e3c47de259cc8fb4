import { useState } from 'react';
import { Box } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { PostSuggestions, type Account } from './api.ts';

interface PostAllDialogProps {
  account: Account;
  onClose: () => void;
  onPosted: () => void;
}

/** Posts all suggestions of an account that fit and are sure enough; each as if it was posted alone. */
export function PostAllDialog({ account, onClose, onPosted }: PostAllDialogProps) {
  const [from, setFrom] = useState('90');
  const [posted, setPosted] = useState<number | null>(null);
  const submission = useSubmit();
  const figure = Number(from);
  const right = Number.isInteger(figure) && figure >= 1 && figure <= 100;
  const send = () =>
    submission.submit(async () => {
      const { postBankSuggestions } = await request(PostSuggestions, {
        bankAccountId: account.id,
        from: figure,
      });
      setPosted(postBankSuggestions);
      onPosted();
    });
  return (
    <FormDialog
      title={`Post all that are sure: ${account.name}`}
      submitLabel={posted === null ? `Post all from ${right ? figure : '…'} %` : null}
      cancelLabel={posted === null ? 'Cancel' : 'Close'}
      busyLabel="Posting"
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      disabled={!right}
      failure="Not everything was posted."
    >
      {posted !== null ? (
        <Box role="status">{countOf(posted, 'entry', 'entries')} posted.</Box>
      ) : (
        <>
          <Box>
            Posted is what fits exactly what is due, of one customer, and whose suggestion is at
            least so sure. Splits and possible duplicates stay for you. Each can be undone.
          </Box>
          <Field
            name="from"
            label="At least so sure, in %"
            value={from}
            onChange={setFrom}
            errors={submission.fields}
          />
        </>
      )}
    </FormDialog>
  );
}
