import { compareDecimals } from '@backhaul/domain/money/decimals';
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
