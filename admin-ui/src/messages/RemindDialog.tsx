import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatNumber } from '@backhaul/design';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { RemindCustomers } from './api.ts';
import { AT_ONCE, useHeldMails, WouldBeHeld } from './WouldBeHeld.tsx';

/** A customer as far as reminding it goes. */
export interface Debtor {
  id: string;
  name: string;
  email: string | null;
  owes: boolean;
}

interface RemindDialogProps {
  customers: readonly Debtor[];
  onClose: () => void;
  onDone?: () => void;
}

/** Reminds customers of what they owe, and says to how many before it does. */
export function RemindDialog({ customers, onClose, onDone }: RemindDialogProps) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const reached = customers.filter((customer) => customer.owes && customer.email);
  const [only] = reached;
  const held = useHeldMails(reached.map(({ id }) => id));
  const noDebt = customers.filter((customer) => !customer.owes).length;
  const noAddress = customers.filter((customer) => customer.owes && !customer.email).length;
  const remind = async () => {
    const done = await submission.submit(async () => {
      let reminded = 0;
      for (let at = 0; at < reached.length; at += AT_ONCE)
        reminded += (
          await request(RemindCustomers, {
            customerIds: reached.slice(at, at + AT_ONCE).map(({ id }) => id),
          })
        ).remindCustomers;
      const left = reached.length - reminded;
      const rest =
        left > 0
          ? ` ${left === reached.length ? '' : `${formatNumber(left, locale)} not: `}Reminded today already, reminders are not wanted, or a promise to pay holds.`
          : '';
      const whom = countOf(reminded, 'customer', 'customers', locale);
      notify(
        reminded === 0
          ? `Nobody will get a reminder.${rest}`
          : held
            ? `Reminders for ${whom} are in the outbox: those that no mail server is set for are held.${rest}`
            : `${whom} will get a reminder.${rest}`,
        { type: reminded > 0 ? 'success' : 'info' },
      );
      void refresh();
    });
    if (!done) return;
    onDone?.();
    onClose();
  };
  const whom = countOf(reached.length, 'customer', 'customers', locale);
  return (
    <FormDialog
      title={
        reached.length === 1 && only
          ? `Remind ${only.name}`
          : reached.length === 0
            ? 'Nobody to remind'
            : `Remind ${whom}`
      }
      submitLabel={reached.length > 1 ? `Remind ${whom}` : 'Send reminder'}
      busyLabel="Sending"
      disabled={reached.length === 0}
      submission={submission}
      onSubmit={() => void remind()}
      onClose={onClose}
      failure="No reminder was sent."
      width="xs"
    >
      {reached.length === 1 && only && (
        <Box>
          A mail to{' '}
          <Box component="strong" sx={{ overflowWrap: 'anywhere' }}>
            {only.email}
          </Box>{' '}
          with what {only.name} owes and until when it was to be paid.
        </Box>
      )}
      {reached.length > 1 && (
        <Box>
          {whom} will each get one mail with what they owe and until when it was to be paid, however
          many invoices were chosen.
        </Box>
      )}
      {(noDebt > 0 || noAddress > 0) && (
        <Box sx={{ color: 'text.secondary' }}>
          {[
            noDebt > 0 && `${countOf(noDebt, 'owes', 'owe', locale)} nothing`,
            noAddress > 0 && `${countOf(noAddress, 'has', 'have', locale)} no e-mail address`,
          ]
            .filter(Boolean)
            .join(', ')}
          : no mail to {plural(noDebt + noAddress, 'that one', 'those')}.
        </Box>
      )}
      <WouldBeHeld held={held} of={reached.length} />
      {reached.length > 0 && (
        <Box sx={{ color: 'text.secondary' }}>
          {reached.length === 1 ? 'It goes' : 'They go'} in the sending hours of the partner.
          Whoever was reminded today already, wants no reminders or promised to pay gets none.
        </Box>
      )}
    </FormDialog>
  );
}
