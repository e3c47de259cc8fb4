import { useState } from 'react';
import { Button } from '@mui/material';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { StatementDialog } from '../printing/index.ts';
import { TransactionTable, transactionSkeleton } from './TransactionTable.tsx';

interface TabProps {
  customer: CustomerDetailFragment;
}

/** The statement: newest first, with the balance after every entry. */
export function CustomerLedger({ customer }: TabProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <RecordList
        resource="transactions"
        filter={{ customerId: customer.id }}
        what="ledger"
        sort={{ field: 'recordedAt', order: 'DESC' }}
        skeleton={transactionSkeleton}
        empty={{
          title: 'Nothing has happened yet',
          text: 'Charges and payments stand here as soon as there are any, with the balance after each.',
        }}
        action={
          <Button variant="outlined" onClick={() => setAsking(true)}>
            Statement as PDF
          </Button>
        }
      >
        <TransactionTable customer={false} partnerId={customer.partner.id} />
      </RecordList>
      {asking && <StatementDialog record={customer} onClose={() => setAsking(false)} />}
    </>
  );
}
