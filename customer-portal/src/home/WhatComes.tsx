import type { HomeQuery } from '../generated/graphql.ts';
import { Icon } from '../ui/Icon.tsx';
import { useSpeech } from '../words/useWords.tsx';

type Customer = NonNullable<NonNullable<HomeQuery['viewer']>['customer']>;

interface Props {
  promise: Customer['promiseToPay'];
  steps: Customer['dunningAhead'];
  autopay: Customer['autopay'];
  currency: string;
  /** null: it is not blocked. */
  blockedSince: string | null;
}

/** What comes next if nothing is paid, and until when a promise spares; nothing where nothing comes. */
export function WhatComes({ promise, steps, autopay, currency, blockedSince }: Props) {
  const {
    words: { home: words, pay },
    day,
    money,
  } = useSpeech();
  const reminder = steps.find(({ kind }) => kind === 'REMINDER');
  // one reminder tells enough: a phone has no room to spare
  const coming = steps.filter(
    (step) => step.kind !== 'PROMISE' && (step.kind !== 'REMINDER' || step === reminder),
  );
  const { nextAttempt, nextAmount, method } = autopay;
  const charged =
    nextAttempt && nextAmount && method
      ? words.charged(
          money(nextAmount, currency),
          pay.card(method.brand, method.last4),
          day(nextAttempt),
        )
      : null;
  if (!promise && !charged && coming.length === 0) return null;
  return (
    <section className="card" aria-labelledby="ahead">
      <h2 id="ahead">{charged ? words.comingDays : words.ahead}</h2>
      {charged && (
        <p className="with-icon">
          <Icon name="clock" />
          <span>{charged}</span>
        </p>
      )}
      {charged && coming.length > 0 && <p className="muted">{words.ahead}:</p>}
      {promise && (
        <p className="with-icon paid">
          <Icon name="check" />
          <span>{words.promised(day(promise.until))}</span>
        </p>
      )}
      {coming.length > 0 && (
        <ul className="plain-lines">
          {coming.map(({ kind, on, amount }) => (
            <li key={`${kind} ${on}`}>
              <span>
                {words.step(
                  kind,
                  day(on),
                  amount === null ? '' : money(amount, currency),
                  blockedSince && day(blockedSince),
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {coming.some(({ amount }) => amount !== null) && <p className="muted">{words.aheadToday}</p>}
    </section>
  );
}
