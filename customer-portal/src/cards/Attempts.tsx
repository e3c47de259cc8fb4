import { compareDecimals } from '@backhaul/domain/money/decimals';
import { Link } from 'react-router';
import { Icon } from '../ui/Icon.tsx';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { CardHolder } from './holder.ts';

const ICONS = { PENDING: 'clock', PAID: 'check', FAILED: 'alert' } as const;
const TONES = { PENDING: 'waiting', PAID: 'paid', FAILED: 'overdue' } as const;

/** What was charged to saved cards lately; where it did not work, why and what comes next. */
export function Attempts({ attempts }: { attempts: CardHolder['chargeAttempts'] }) {
  const {
    words: { cards: words, pay, payments, outcome },
    date,
    day,
    money,
  } = useSpeech();
  return (
    <section aria-labelledby="attempts">
      <h2 id="attempts">{words.attempts}</h2>
      <ul className="rows card">
        {attempts.map(({ id, status, method, payment, ...attempt }) => (
          <li key={id} className="row">
            <span className="row-main">
              <span className="row-title">
                {date(attempt.date)}, {pay.card(method.brand, method.last4)}
              </span>
              {method.test && <span className="row-note">{payments.test}</span>}
              {attempt.automatic && <span className="row-note">{words.byItself}</span>}
              {attempt.refusal && (
                <span className="row-note">
                  {outcome.whyFailed(attempt.refusal, attempt.failure)}
                </span>
              )}
              {attempt.retryOn && (
                <span className="row-note">{words.again(day(attempt.retryOn))}</span>
              )}
              {payment && (
                <span className="row-links">
                  <Link className="target" to={`/payments/${payment.id}/receipt`}>
                    {words.receipt(payment.receiptNumber)}
                  </Link>
                </span>
              )}
            </span>
            <span className="row-end">
              <Money amount={attempt.amount} currency={attempt.currency} strong />
              {payment?.reversed ? (
                <span className="chip tone-neutral">
                  <Icon name="ban" />
                  {payments.reversed}
                </span>
              ) : (
                <span className={`chip tone-${TONES[status]}`}>
                  <Icon name={ICONS[status]} />
                  {words.attempt[status]}
                </span>
              )}
              {payment && compareDecimals(payment.refunded, '0') > 0 && (
                <span className="row-note">
                  {payments.givenBack(money(payment.refunded, payment.currency))}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
