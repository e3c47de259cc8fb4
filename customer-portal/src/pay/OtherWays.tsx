import { compareDecimals } from '@backhaul/domain/money/decimals';
import type { WhatToPayQuery } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { GoesOn } from './GoesOn.tsx';
import { goingOn } from './goingOn.ts';
import { useSpeech } from '../words/useWords.tsx';
import { Transfer } from './Transfer.tsx';

/**
 * How to pay where the partner takes no money online: to which account, how much, and what to
 * write with it.
 */
export function OtherWays({ data }: { data: WhatToPayQuery }) {
  const words = useSpeech().words.pay;
  const customer = data.viewer?.customer;
  if (!customer) return null;
  const { bankTransfer: to } = customer;
  const invoice = data.invoice && compareDecimals(data.invoice.due, '0') > 0 ? data.invoice : null;
  const proforma =
    data.proforma && compareDecimals(data.proforma.due, '0') > 0 ? data.proforma : null;
  const named = invoice ?? proforma;
  const ahead = goingOn(data);
  const [amount, currency] = named
    ? [named.due, named.currency]
    : ahead && compareDecimals(ahead.amount, customer.outstanding) > 0
      ? [ahead.amount, ahead.currency]
      : [customer.outstanding, customer.currency];
  return (
    <div className="stack">
      {ahead && <GoesOn {...ahead} />}
      <Transfer to={to} amount={amount} currency={currency}>
        {invoice?.number
          ? words.invoiceNumber(invoice.number)
          : proforma
            ? words.proformaNumber(proforma.number)
            : words.customerNumber(customer.number)}
      </Transfer>
      <div className="actions">
        <ButtonLink to={invoice ? `/invoices/${invoice.id}/pdf` : '/invoices'}>
          {invoice ? words.seeInvoice : words.seeInvoices}
        </ButtonLink>
      </div>
    </div>
  );
}
