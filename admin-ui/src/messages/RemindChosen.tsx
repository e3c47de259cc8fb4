import { useState } from 'react';
import { Button } from '@mui/material';
import type {
  CustomerRowFragment,
  InvoiceRowFragment,
  InvoiceStatus,
} from '../generated/graphql.ts';
import type { ChosenProps } from '../kit/list/chosen.ts';
import { debtorOf } from './debtor.ts';
import { RemindDialog, type Debtor } from './RemindDialog.tsx';

/** Reminds all customers that are ticked. */
export function RemindChosenCustomers({ rows, pending, clear }: ChosenProps<CustomerRowFragment>) {
  const [reminding, setReminding] = useState(false);
  return (
    <>
      <Button variant="contained" disabled={pending} onClick={() => setReminding(true)}>
        Remind of what they owe
      </Button>
      {reminding && (
        <RemindDialog
          customers={rows.map(debtorOf)}
          onClose={() => setReminding(false)}
          onDone={clear}
        />
      )}
    </>
  );
}

const unpaid: readonly InvoiceStatus[] = ['UNPAID', 'PARTIALLY_PAID', 'OVERDUE'];

/** Whose the invoices are; a customer owes if any of those chosen is open. */
function debtorsOf(invoices: readonly InvoiceRowFragment[]): Debtor[] {
  const debtors = new Map<string, Debtor>();
  for (const {
    customer: { id, name, email },
    status,
  } of invoices)
    debtors.set(id, {
      id,
      name,
      email,
      owes: unpaid.includes(status) || (debtors.get(id)?.owes ?? false),
    });
  return [...debtors.values()];
}

/** Reminds the customers of all invoices that are ticked. */
export function RemindChosenInvoices({ rows, pending, clear }: ChosenProps<InvoiceRowFragment>) {
  const [reminding, setReminding] = useState(false);
  return (
    <>
      <Button
        variant="outlined"
        disabled={pending || !rows.some(({ status }) => unpaid.includes(status))}
        onClick={() => setReminding(true)}
      >
        Remind their customers
      </Button>
      {reminding && (
        <RemindDialog
          customers={debtorsOf(rows)}
          onClose={() => setReminding(false)}
          onDone={clear}
        />
      )}
    </>
  );
}
