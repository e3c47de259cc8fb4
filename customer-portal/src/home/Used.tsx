import { formatNumber } from '@backhaul/design';
import { addDecimals } from '@backhaul/domain/money/decimals';
import type { HomeQuery } from '../generated/graphql.ts';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';

type Customer = NonNullable<NonNullable<HomeQuery['viewer']>['customer']>;

/** More kinds than these are told as one. */
const SHOWN_MAX = 12;

interface Props {
  totals: Customer['openUsage'];
  currency: string;
  /** They pay ahead: it comes off the balance. */
  ahead: boolean;
}

/** What was used and is on no invoice yet; nothing where nothing was. */
export function Used({ totals, currency, ahead }: Props) {
  const {
    words: { home: words },
    period,
    locale,
  } = useSpeech();
  if (totals.length === 0) return null;
  const more = totals.slice(SHOWN_MAX);
  const withTax = totals.every(({ taxIncluded }) => taxIncluded);
  const notBilled = withTax ? words.usedLater : words.usedBeforeTax;
  return (
    <section className="card" aria-labelledby="used">
      <h2 id="used">{words.used}</h2>
      <ul className="plain-lines">
        {totals.slice(0, SHOWN_MAX).map(({ service, kind, quantity, amount, from, to }) => (
          <li key={`${service.id} ${kind}`}>
            <span>
              {service.description}: {kind}
              <br />
              <span className="row-note">
                {words.usedMuch(formatNumber(quantity, locale), period(from, to))}
              </span>
            </span>
            <Money amount={amount} currency={currency} />
          </li>
        ))}
        {more.length > 0 && (
          <li>
            <span>{words.usedMore(more.length)}</span>
            <Money amount={addDecimals(more.map(({ amount }) => amount))} currency={currency} />
          </li>
        )}
      </ul>
      <p className="muted">{ahead ? words.usedAhead : notBilled}</p>
    </section>
  );
}
