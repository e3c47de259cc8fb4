import { compareDecimals } from '@backhaul/domain/money/decimals';
import type { WhatToPayQuery } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Money } from '../ui/Money.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';

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
  const [amount, currency] = named
    ? [named.due, named.currency]
    : [customer.outstanding, customer.currency];
  return (
    <div className="stack">
      <Notice tone="neutral" icon="payment">
        <p className="strong">{words.offline}</p>
        <p>{to ? words.offlineTransfer : words.offlineAsk}</p>
      </Notice>
      {to && (
        <section className="card stack" aria-labelledby="transfer">
          <h2 id="transfer">{words.transfer}</h2>
          <dl className="sums">
            <Line label={words.transferTo}>{to.name}</Line>
            <Line label="IBAN">{to.iban.replace(/(.{4})(?=.)/g, '$1 ')}</Line>
            {to.bic && <Line label="BIC">{to.bic}</Line>}
            {to.bankName && <Line label={words.bank}>{to.bankName}</Line>}
            {compareDecimals(amount, '0') > 0 && (
              <Line label={words.otherLabel}>
                <Money amount={amount} currency={currency} strong />
              </Line>
            )}
            <Line label={words.reference}>
              {invoice?.number
                ? words.invoiceNumber(invoice.number)
                : proforma
                  ? words.proformaNumber(proforma.number)
                  : words.customerNumber(customer.number)}
            </Line>
          </dl>
        </section>
      )}
      <div className="actions">
        <ButtonLink to={invoice ? `/invoices/${invoice.id}/pdf` : '/invoices'}>
          {invoice ? words.seeInvoice : words.seeInvoices}
        </ButtonLink>
      </div>
    </div>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
