import { Suspense } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button } from '@mui/material';
import { useChosenParts } from '../kit/list/ChosenRows.tsx';
import { InvoiceForm } from './InvoiceForm.tsx';
import { invoiceFormActions } from './slots.ts';
import { useInvoiceForm } from './useInvoiceForm.ts';

/**
 * A one-time invoice: whom, when, the lines; kept as a draft or issued at once. `?customer=ID`
 * chooses the customer.
 */
export function InvoiceCreate() {
  const customerId = useSearchParams()[0].get('customer');
  const invoice = useInvoiceForm({ customerId });
  const { submission, asked } = invoice;
  const others = useChosenParts(invoiceFormActions);
  return (
    <InvoiceForm
      title="New one-time invoice"
      back={{ label: 'Invoices', to: '/invoices' }}
      invoice={invoice}
      startsWithCustomer={!customerId}
      issues
      onSubmit={() => {
        if (!asked.blocked) void invoice.save('ISSUED');
      }}
      failure="The invoice was not made."
      leaving="The invoice is not made yet. Leave anyway?"
      buttons={
        <>
          <Button
            variant="outlined"
            disabled={submission.busy}
            onClick={() => void invoice.save('DRAFT')}
          >
            Save as draft
          </Button>
          <Suspense fallback={null}>
            {others.map(({ Part }, index) => (
              <Part key={index} invoice={invoice} />
            ))}
          </Suspense>
          <Button type="submit" variant="contained" disabled={submission.busy || asked.blocked}>
            Issue invoice
          </Button>
        </>
      }
    />
  );
}
