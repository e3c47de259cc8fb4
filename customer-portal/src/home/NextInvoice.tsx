import { formatNumber, formatPercent } from '@backhaul/design';
import {
  compareDecimals,
  isNegative,
  isPositive,
  subtractDecimals,
} from '@backhaul/domain/money/decimals';
import type { HomeQuery } from '../generated/graphql.ts';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';

type Upcoming = NonNullable<NonNullable<HomeQuery['viewer']>['customer']>['upcomingCharge'];

/** What the next invoice will say, as things stand today. */
export function NextInvoice({ upcoming, balance }: { upcoming: Upcoming; balance: string }) {
  const {
    words: { home: words },
    day,
  } = useSpeech();
  return (
    <section className="card next-invoice" aria-labelledby="next">
      <div className="next-head">
        <h2 id="next">{words.next}</h2>
        {upcoming && <Money amount={upcoming.total} currency={upcoming.currency} strong />}
      </div>
      {upcoming ? (
        <>
          <p className="muted">
            {words.nextOn(day(upcoming.date))}, {words.nextDue(day(upcoming.dueDate))}
          </p>
          {compareDecimals(balance, upcoming.total) >= 0 && (
            <p className="paid">{words.nextCovered}</p>
          )}
          <WhatChanges upcoming={upcoming} />
          {/* A phone has no room to spare above the invoices. */}
          <details open={matchMedia('(min-width: 56rem)').matches}>
            <summary>{words.nextLines}</summary>
            <ul className="plain-lines">
              {upcoming.lines.map((line, at) => (
                <li key={at}>
                  <span>{line.description}</span>
                  <Money amount={line.total} currency={upcoming.currency} />
                </li>
              ))}
            </ul>
          </details>
        </>
      ) : (
        <p className="muted">{words.nextNone}</p>
      )}
    </section>
  );
}

/** How far it is from the last one, and why, line by line. */
function WhatChanges({ upcoming }: { upcoming: NonNullable<Upcoming> }) {
  const {
    words: { home: words },
    money,
    date,
    locale,
  } = useSpeech();
  const { changes, previousTotal, total, currency } = upcoming;
  if (previousTotal === null) return null;
  const difference = subtractDecimals(total, previousTotal);
  if (changes.length === 0) return <p className="muted">{words.nextSame}</p>;
  return (
    <>
      <p>
        {isPositive(difference)
          ? words.nextMore(money(difference, currency))
          : isNegative(difference)
            ? words.nextLess(money(difference.replace('-', ''), currency))
            : words.nextSame}
      </p>
      <ul className="plain-lines">
        {changes.map((change, at) => (
          <li key={at}>
            <span>
              {words.nextChange(change, {
                money: (amount) => money(amount, currency),
                number: (value) => formatNumber(value, locale),
                percent: (value) => formatPercent(value, locale),
                date: (on) => date(on, { year: false }),
              })}
            </span>
            <Money amount={change.amount} currency={currency} signed />
          </li>
        ))}
      </ul>
    </>
  );
}
