import { Fragment } from 'react';
import { isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { formatPercent } from '@backhaul/design';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { InvoiceData } from './invoiceData.ts';

/** From net to what is left to pay, with the tax of each rate and what it was computed on. */
export function InvoiceSums({ invoice }: { invoice: InvoiceData }) {
  const {
    words: { invoice: words },
    money,
    locale,
  } = useSpeech();
  const { currency } = invoice;
  const taxed = (row: InvoiceData['taxSummary'][number]) => {
    const percent = formatPercent(row.taxPercent, locale);
    const net = money(row.net, currency);
    if (row.taxCategory === 'AE') return words.reverseCharge(net);
    if (row.taxCategory === 'E') return words.exempt(row.taxReason ?? '', net);
    if (row.taxCategory !== 'S') return words.noTax(net);
    return row.taxIncluded
      ? words.taxWithin(percent, money(row.total, currency))
      : words.taxOf(percent, net);
  };
  return (
    <section aria-labelledby="sums">
      <h2 id="sums">{words.summary}</h2>
      <dl className="sums card">
        <Sum label={words.net} amount={invoice.net} currency={currency} />
        {invoice.taxSummary.map((row, at) => (
          <Fragment key={at}>
            <Sum label={taxed(row)} amount={row.tax} currency={currency} />
            {row.parts.map((part, i) => (
              <Sum
                key={i}
                label={`${part.name} ${formatPercent(part.percent, locale)}`}
                amount={part.tax}
                currency={currency}
                look="sum-part"
              />
            ))}
          </Fragment>
        ))}
        <Sum label={words.total} amount={invoice.total} currency={currency} look="sum-total" />
        {invoice.status !== 'VOID' && (
          <Sum
            label={words.paid}
            amount={subtractDecimals(invoice.paid, invoice.writtenOff)}
            currency={currency}
          />
        )}
        {isPositive(invoice.writtenOff) && (
          <Sum label={words.writtenOff} amount={invoice.writtenOff} currency={currency} />
        )}
        {invoice.status !== 'VOID' && (
          <Sum label={words.due} amount={invoice.due} currency={currency} look="sum-due" />
        )}
      </dl>
    </section>
  );
}

function Sum({
  label,
  amount,
  currency,
  look,
}: {
  label: string;
  amount: string;
  currency: string;
  look?: string;
}) {
  return (
    <div className={look}>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} currency={currency} />
      </dd>
    </div>
  );
}

/** What has settled the invoice so far. */
export function InvoicePayments({ invoice }: { invoice: InvoiceData }) {
  const { words, date } = useSpeech();
  if (invoice.status === 'VOID' && invoice.allocations.length === 0) return null;
  return (
    <section aria-labelledby="paid">
      <h2 id="paid">{words.invoice.payments}</h2>
      {invoice.allocations.length === 0 ? (
        <p className="card muted">{words.invoice.noPayments}</p>
      ) : (
        <ul className="rows card">
          {invoice.allocations.map((allocation, at) => (
            <li key={at} className="row">
              <span className="row-main">
                <span className="row-title">{date(allocation.date)}</span>
                <span className="row-note">
                  {allocation.payment
                    ? words.invoice.receipt(
                        words.payments.method[allocation.payment.method],
                        allocation.payment.receiptNumber,
                      )
                    : allocation.creditNote
                      ? words.documents.creditNote(allocation.creditNote.number)
                      : allocation.writtenOff
                        ? words.invoice.writtenOff
                        : words.invoice.fromCredit}
                </span>
                {allocation.payment?.test && (
                  <span className="row-note">
                    {allocation.payment.sandbox ? words.payments.sandbox : words.payments.test}
                  </span>
                )}
              </span>
              <span className="row-end">
                <Money amount={allocation.amount} currency={invoice.currency} strong />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
