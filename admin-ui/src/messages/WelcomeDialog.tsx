import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { SendWelcome } from './api.ts';
import { useHeldMails, WouldBeHeld } from './WouldBeHeld.tsx';

/** Sends a customer the way into its portal. */
export function WelcomeDialog({
  record: customer,
  onClose,
}: ActionDialogProps<CustomerDetailFragment>) {
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const held = useHeldMails([customer.id]);
  const send = async () => {
    const done = await submission.submit(async () => {
      const { sendWelcome } = await request(SendWelcome, { customerId: customer.id });
      notify(
        sendWelcome.status === 'HELD'
          ? 'The welcome is held: no mail server is set.'
          : `The welcome is on the way to ${sendWelcome.to}.`,
        { type: sendWelcome.status === 'HELD' ? 'warning' : 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Send welcome"
      submitLabel="Send welcome"
      busyLabel="Sending"
      disabled={!customer.email}
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      failure="The welcome was not sent."
      width="xs"
    >
      {customer.email && <WouldBeHeld held={held} of={1} />}
      {customer.email ? (
        <Box>
          A mail to{' '}
          <Box component="strong" sx={{ overflowWrap: 'anywhere' }}>
            {customer.email}
          </Box>{' '}
          with a link to set the password of the portal. The link works once, for seven days. The
          password {customer.name} has now works until then.
        </Box>
      ) : (
        <Box>
          {customer.name} has no e-mail address. Add one under “Edit contact and login”, then send
          the welcome.
        </Box>
      )}
    </FormDialog>
  );
}
