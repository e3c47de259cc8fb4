import { Suspense, useState } from 'react';
import { Button } from '@mui/material';
import { DateInput, SearchInput, SelectArrayInput, SelectInput } from 'react-admin';
import { request } from '../api/client.ts';
import type { PaymentFilter } from '../generated/graphql.ts';
import { paymentMethods, paymentSources } from '../customers/index.ts';
import { asSelectChoices, yesNoFilter } from '../kit/words.ts';
import { CurrencyInput, EmptyState, useCan, useViewer } from '../kit/index.ts';
import { useSlot } from '../kit/office/useSlot.ts';
import { FoundSums, totals } from '../kit/list/FoundSums.tsx';
import { ListPage } from '../kit/list/ListPage.tsx';
import { paymentApi, PaymentSumsQuery } from './api.ts';
import { DisputesNotice } from './DisputesNotice.tsx';
import { PaymentTasks } from './PaymentTasks.tsx';
import { paymentNotices } from './slots.ts';
import { PaymentTable, paymentSkeleton } from './PaymentTable.tsx';
import { RecordPaymentDialog } from './RecordPaymentDialog.tsx';
import { LabelsFilter, LocationFilter } from '../marks/index.ts';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Receipt or customer" />,
  <SelectArrayInput
    key="methods"
    source="methods"
    label="Methods"
    alwaysOn
    choices={asSelectChoices(paymentMethods)}
  />,
  <SelectInput
    key="source"
    source="source"
    label="Channel"
    choices={asSelectChoices(paymentSources)}
  />,
  <DateInput key="from" source="dateFrom" label="From" alwaysOn />,
  <DateInput key="to" source="dateTo" label="To" alwaysOn />,
  <LabelsFilter key="labels" source="labels" label="Labels" />,
  <LocationFilter key="location" source="locationId" label="Location" />,
  <CurrencyInput key="currency" source="currency" />,
  <SelectInput
    key="reversed"
    source="reversed"
    label="Reversed"
    {...yesNoFilter}
    choices={[
      { id: 'false', name: 'Stands' },
      { id: 'true', name: 'Reversed' },
    ]}
  />,
  <DateInput key="reversedFrom" source="reversedFrom" label="Reversed from" />,
  <DateInput key="reversedTo" source="reversedTo" label="Reversed to" />,
];

function noteOf({ reversed }: Record<string, unknown>): string | null {
  return reversed === undefined ? 'reversed ones included' : null;
}

/** Money received, newest first. */
export function PaymentList() {
  const mayRecord = useCan('payments:write');
  const [recording, setRecording] = useState(false);
  const record = mayRecord && (
    <Button variant="contained" onClick={() => setRecording(true)}>
      Record payment
    </Button>
  );
  return (
    <>
      <ListPage
        title="Payments"
        notice={<Notices />}
        customFields="PAYMENT"
        sort={{ field: 'date', order: 'DESC' }}
        filters={filters}
        actions={record}
        skeleton={paymentSkeleton}
        foot={
          <FoundSums<PaymentFilter>
            api={paymentApi}
            note={noteOf}
            load={async (filter) =>
              totals((await request(PaymentSumsQuery, { filter })).payments.sums)
            }
          />
        }
        empty={
          <EmptyState title="No payments yet" action={record || undefined}>
            Money that customers pay stands here, with the invoices it settled. Payments in the
            portal arrive by themselves.
          </EmptyState>
        }
      >
        <PaymentTable />
      </ListPage>
      {recording && <RecordPaymentDialog onClose={() => setRecording(false)} />}
    </>
  );
}

/** What needs somebody: of payments themselves, and of what later modules know. */
function Notices() {
  const permissions = useViewer()?.permissions ?? [];
  const parts = useSlot(paymentNotices).filter(({ needs }) => permissions.includes(needs));
  return (
    <>
      <PaymentTasks />
      <DisputesNotice />
      {parts.map(({ Part }, i) => (
        <Suspense key={i} fallback={null}>
          <Part />
        </Suspense>
      ))}
    </>
  );
}
