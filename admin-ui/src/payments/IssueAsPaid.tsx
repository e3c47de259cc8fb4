import { useState } from 'react';
import { Button } from '@mui/material';
import { request } from '../api/client.ts';
import type { InvoiceInput } from '../generated/graphql.ts';
import type { InvoiceInTheMaking } from '../invoices/index.ts';
import { CreateAndClaimInvoice } from './api.ts';
import { ClaimForm } from './ClaimForm.tsx';

/** Issues an invoice from its form together with the payment that settles it: both, or neither. */
export function IssueAsPaid({ invoice: form }: { invoice: InvoiceInTheMaking }) {
  const [typed, setTyped] = useState<InvoiceInput | null>(null);
  const { customer, currency, documentDate, amounts, asked, submission } = form;
  return (
    <>
      <Button
        variant="outlined"
        disabled={submission.busy || asked.blocked}
        onClick={() => setTyped(form.input('ISSUED'))}
      >
        Issue as paid
      </Button>
      {typed && customer && (
        <ClaimForm
          title="Issue this invoice as paid"
          invoice={{ customer, documentDate, currency, total: amounts.total }}
          about
          failure="Neither was done: the invoice is not made, and no payment is recorded."
          claim={async (payment) => {
            const { createAndClaimInvoice: made } = await request(CreateAndClaimInvoice, {
              invoice: typed,
              payment,
            });
            form.made(made);
            return made.number;
          }}
          onClose={() => setTyped(null)}
        />
      )}
    </>
  );
}
