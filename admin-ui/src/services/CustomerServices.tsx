import { useState } from 'react';
import { Button } from '@mui/material';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { useCan } from '../kit/index.ts';
import { AddServiceDialog } from './AddServiceDialog.tsx';
import { ServiceTable, serviceSkeleton } from './ServiceTable.tsx';

interface TabProps {
  customer: CustomerDetailFragment;
}

/** What a customer buys, and adding to it. */
export function CustomerServices({ customer }: TabProps) {
  const mayAdd = useCan('services:write');
  const [adding, setAdding] = useState(false);
  return (
    <>
      <RecordList
        resource="services"
        filter={{ customerId: customer.id }}
        what="services"
        sort={{ field: 'startDate', order: 'DESC' }}
        skeleton={serviceSkeleton}
        empty={{
          title: 'No services',
          text: 'Without a service there is nothing to bill. Add the tariff this customer buys.',
        }}
        action={
          mayAdd && (
            <Button variant="outlined" onClick={() => setAdding(true)}>
              Add service
            </Button>
          )
        }
      >
        <ServiceTable customer={false} partnerId={customer.partner.id} />
      </RecordList>
      {adding && <AddServiceDialog customer={customer} onClose={() => setAdding(false)} />}
    </>
  );
}
