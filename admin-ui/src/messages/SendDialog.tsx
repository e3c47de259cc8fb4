import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { send as sendMail, type Told } from './told.ts';
import { useHeldMails, WouldBeHeld } from './WouldBeHeld.tsx';

/** Sends a document at once, to the customer's address or another. */
export function SendDialog({
  about,
  waiting,
  onClose,
}: {
  about: Told;
  waiting: boolean;
  onClose: () => void;
}) {
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [to, setTo] = useState('');
  const { what, customer } = about;
  const held = useHeldMails([customer.id]);
  const known = customer.email;
  const send = async () => {
    const done = await submission.submit(async () => {
      const sent = await sendMail(about, to.trim() === '' ? null : to.trim());
      notify(
        sent.status === 'HELD'
          ? `The mail to ${sent.to} is held: no mail server is set.`
          : `${what[0].toUpperCase()}${what.slice(1)} ${about.number ?? ''} is on the way to ${sent.to}.`,
        { type: sent.status === 'HELD' ? 'warning' : 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Send ${what} ${about.number ?? ''}`}
      submitLabel={`Send ${what}`}
      busyLabel="Sending"
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      failure={`The ${what} was not sent.`}
      width="xs"
    >
      <Box>
        {held
          ? `A mail with the ${what} as PDF.`
          : `It goes out at once as a mail with the ${what} as PDF, whatever the sending hours.`}
        {waiting && ' The message that still waits is cancelled, so that it does not come twice.'}
      </Box>
      <WouldBeHeld held={held} of={1} />
      <Field
        name="to"
        label={known ? 'Another address' : 'To'}
        type="email"
        value={to}
        onChange={setTo}
        errors={submission.fields}
        autoFocus
        {...(known ? { placeholder: known } : {})}
        help={
          known
            ? `Empty: to ${known}, the address of ${customer.name}.`
            : `${customer.name} has no e-mail address: enter one.`
        }
      />
    </FormDialog>
  );
}
