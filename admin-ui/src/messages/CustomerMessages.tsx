import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { RecordList } from '../kit/list/RecordList.tsx';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { useCan } from '../kit/index.ts';
import { MessageTable, messageSkeleton } from './MessageTable.tsx';
import { debtorOf } from './debtor.ts';
import { RemindDialog } from './RemindDialog.tsx';
import { useLiveOutbox } from './useLiveOutbox.ts';
import { WelcomeDialog } from './WelcomeDialog.tsx';

/** Everything one customer was written, newest first, and writing to it. */
export function CustomerMessages({ customer }: { customer: CustomerDetailFragment }) {
  useLiveOutbox();
  const mayWelcome = useCan('customers:credentials');
  const mayRemind = useCan('messages:write') && debtorOf(customer).owes;
  const [open, setOpen] = useState<'welcome' | 'remind' | null>(null);
  const close = () => setOpen(null);
  const action = (mayWelcome || mayRemind) && (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {mayWelcome && (
        <Button variant="outlined" onClick={() => setOpen('welcome')}>
          Send welcome
        </Button>
      )}
      {mayRemind && (
        <Button variant="outlined" onClick={() => setOpen('remind')}>
          Send reminder
        </Button>
      )}
    </Box>
  );
  return (
    <>
      <RecordList
        resource="messages"
        filter={{ customerId: customer.id }}
        what="messages"
        sort={{ field: 'createdAt', order: 'DESC' }}
        skeleton={messageSkeleton}
        empty={{
          title: 'No messages',
          text: customer.email
            ? 'Invoices and payments send one by themselves; a welcome brings the link to the portal.'
            : 'There is no e-mail address to write to. Add one under “Contact”.',
        }}
        action={action}
      >
        <MessageTable customer={false} />
      </RecordList>
      {open === 'welcome' && <WelcomeDialog record={customer} onClose={close} />}
      {open === 'remind' && <RemindDialog customers={[debtorOf(customer)]} onClose={close} />}
    </>
  );
}
