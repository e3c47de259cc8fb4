import {
  addDecimals,
  compareDecimals,
  isPositive,
  subtractDecimals,
} from '@backhaul/domain/money/decimals';
import { Link } from 'react-router';
import type { CheckoutPartsFragment } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Figure } from '../ui/Money.tsx';
import { TestNotice } from '../ui/TestNotice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { came, OutcomeCard } from './OutcomeCard.tsx';

/** How a payment went, read out when it changes. */
export function Outcome({ checkout }: { checkout: CheckoutPartsFragment }) {
  const {
    words: { outcome: words },
  } = useSpeech();
  return (
    <div className="stack">
      {checkout.test && <TestNotice />}
      <div role="status" aria-live="polite">
        <OutcomeCard
          status={checkout.status}
          odd={checkout.failureCode}
          amount={<Figure {...came(checkout)} />}
        >
          <Details checkout={checkout} />
        </OutcomeCard>
      </div>
      <div className="actions">
        {checkout.status === 'PENDING' && leadsOn(checkout.redirectUrl) && (
          <a className="button button-primary" href={checkout.redirectUrl}>
            {words.goOn}
          </a>
        )}
        {!checkout.failureCode && ['FAILED', 'CANCELLED'].includes(checkout.status) && (
          <ButtonLink to="/pay" look="primary">
            {words.payAgain}
          </ButtonLink>
        )}
        <ButtonLink to="/" look={checkout.status === 'PAID' ? 'primary' : 'secondary'}>
          {words.home}
        </ButtonLink>
      </div>
    </div>
  );
}

/** A saved card that is charged has no page to go on to; the address is then that of this page. */
const leadsOn = (address: string) => !new URL(address).pathname.endsWith('/pay/return');

function Details({ checkout }: { checkout: CheckoutPartsFragment }) {
  const {
    words: { outcome: words },
    money,
  } = useSpeech();
  const { currency, payment } = checkout;
  const received = came(checkout);
  const became = payment?.proforma?.invoice;
  const asked = addDecimals([checkout.amount, checkout.fee]);
  const asAsked = received.currency === currency && compareDecimals(received.amount, asked) === 0;
  const insteadOf = !asAsked && <p className="muted">{words.insteadOf(money(asked, currency))}</p>;
  const rest = payment?.unallocated ?? '0';
  const fee = asAsked && isPositive(checkout.fee) ? checkout.fee : null;
  switch (checkout.status) {
    case 'PENDING':
      return <p className="muted">{words.waitingLead}</p>;
    case 'CANCELLED':
      return <p className="muted">{words.cancelledLead}</p>;
    case 'FAILED':
      if (checkout.failureCode)
        return (
          <>
            {insteadOf}
            <p className="muted">{words.seenTo}</p>
          </>
        );
      return <p className="muted">{words.whyFailed(checkout.refusal, checkout.failure)}</p>;
    case 'PAID':
      return (
        <>
          {insteadOf}
          <p className="muted">
            {words.paidLead(
              money(subtractDecimals(received.amount, fee ?? '0'), received.currency),
            )}{' '}
            {fee && words.withFee(money(fee, currency))}
          </p>
          {payment && (
            <ul className="outcome-facts">
              <li>
                <Link to={`/payments/${payment.id}/receipt`} className="target">
                  {words.receipt(payment.receiptNumber)}
                </Link>
              </li>
              {became && payment.proforma && (
                <li>
                  <Link to={`/invoices/${became.id}`} className="target">
                    {words.became(payment.proforma.number, became.number ?? '')}
                  </Link>
                </li>
              )}
              {payment.allocations
                .filter(({ invoice }) => invoice.id !== became?.id)
                .map(({ invoice, amount }) => (
                  <li key={invoice.id}>
                    <Link to={`/invoices/${invoice.id}`} className="target">
                      {words.paidInvoice(money(amount, currency), invoice.number ?? '')}
                    </Link>
                  </li>
                ))}
              {isPositive(rest) && (
                <li>
                  {payment.proforma?.status === 'UNPAID'
                    ? words.waits(money(rest, currency), payment.proforma.number)
                    : words.credited(money(rest, currency))}
                </li>
              )}
            </ul>
          )}
        </>
      );
  }
}

/** A link without a payment, or with somebody else's. */
export function UnknownOutcome() {
  const {
    words: { outcome: words },
  } = useSpeech();
  return (
    <div className="stack">
      <section className="card outcome">
        <h2>{words.unknown}</h2>
        <p className="muted">{words.unknownLead}</p>
      </section>
      <div className="actions">
        <ButtonLink to="/payments" look="primary">
          {words.toPayments}
        </ButtonLink>
        <ButtonLink to="/">{words.home}</ButtonLink>
      </div>
    </div>
  );
}
