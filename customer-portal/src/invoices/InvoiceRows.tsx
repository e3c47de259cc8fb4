import { compareDecimals } from '@backhaul/domain/money/decimals';
import { Link } from 'react-router';
import type { InvoiceRowFragment } from '../generated/graphql.ts';
import { Money } from '../ui/Money.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { useSpeech } from '../words/useWords.tsx';

/** Invoices as a list of links: a thumb's target each, amounts in one column. */
export function InvoiceRows({ invoices }: { invoices: InvoiceRowFragment[] }) {
  const {
    words: { invoices: words },
    date,
    money,
  } = useSpeech();
  return (
    <ul className="rows card">
      {invoices.map((invoice) => {
        const open = invoice.status !== 'VOID' && compareDecimals(invoice.due, '0') > 0;
        return (
          <li key={invoice.id}>
            <Link to={`/invoices/${invoice.id}`} className="row">
              <span className="row-main">
                <span className="row-title">
                  {invoice.number ? words.number(invoice.number) : words.draft}
                </span>
                <span className="row-note">
                  {date(invoice.documentDate)}
                  {open && <>, {words.dueBy(date(invoice.dueDate, { year: false }))}</>}
                </span>
              </span>
              <span className="row-end">
                <Money amount={invoice.total} currency={invoice.currency} strong />
                {invoice.status === 'PARTIALLY_PAID' ? (
                  <span className="row-note">
                    {words.stillDue(money(invoice.due, invoice.currency))}
                  </span>
                ) : null}
                <StatusChip status={invoice.status} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
