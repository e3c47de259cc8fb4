import { compareDecimals } from '@backhaul/domain/money/decimals';
import { formatNumber, formatPercent, formatPrice, withAmounts } from '@backhaul/design';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { InvoiceData } from './invoiceData.ts';
import { partOfPeriod } from './partOfPeriod.ts';
import { reasonOf } from './reason.ts';

type Line = InvoiceData['lines'][number];

/** The lines in plain words: what, for when, how much, and on request why. */
export function InvoiceLines({ invoice }: { invoice: InvoiceData }) {
  const { words } = useSpeech();
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">{words.invoice.lines}</h2>
      <ul className="rows card">
        {invoice.lines.map((line, at) => (
          <LineRow
            key={at}
            line={line}
            currency={invoice.currency}
            billingDay={invoice.customer.billing.billingDay}
          />
        ))}
      </ul>
    </section>
  );
}

function LineRow({
  line,
  currency,
  billingDay,
}: {
  line: Line;
  currency: string;
  billingDay: number;
}) {
  const {
    words: { invoice: words },
    period,
    locale,
  } = useSpeech();
  // An inclusive line keeps its gross; an exclusive one is shown before tax, so that the lines add
  // up to the sums below.
  const amount = line.taxIncluded ? line.total : line.net;
  const several = compareDecimals(line.quantity, '1') !== 0;
  return (
    <li className="line">
      <div className="line-head">
        <span className="row-title">{line.description}</span>
        <Money amount={amount} currency={currency} strong />
      </div>
      {line.periodFrom && line.periodTo && (
        <p className="row-note">{period(line.periodFrom, line.periodTo)}</p>
      )}
      {several && (
        <p className="row-note">
          {words.quantity(
            formatNumber(line.quantity, locale),
            formatPrice(line.unitPrice, currency, locale),
          )}
        </p>
      )}
      <PartBar line={line} billingDay={billingDay} />
      <Why line={line} currency={currency} />
    </li>
  );
}

/** Why a line costs what it costs, and what of it is tax. */
function Why({ line, currency }: { line: Line; currency: string }) {
  const {
    words: { invoice: words },
    period,
    money,
    locale,
  } = useSpeech();
  if (!line.explanation) return null;
  const single = formatPrice(line.unitPrice, currency, locale);
  const own = reasonOf(line, currency, words.reasons, {
    price:
      compareDecimals(line.quantity, '1') === 0
        ? single
        : words.quantity(formatNumber(line.quantity, locale), single),
    amount: money((line.taxIncluded ? line.total : line.net).replace('-', ''), currency),
    period: line.periodFrom && line.periodTo && period(line.periodFrom, line.periodTo),
  });
  const percent = formatPercent(line.taxPercent, locale);
  const tax =
    compareDecimals(line.taxPercent, '0') === 0
      ? words.untaxed
      : (line.taxIncluded ? words.taxInside : words.taxAdded)(percent, money(line.tax, currency));
  return (
    <details>
      <summary aria-label={words.whyOf(line.description)}>{words.why}</summary>
      <p>
        {own ?? <span lang="en">{withAmounts(line.explanation, currency, locale)}</span>}
        {'\n'}
        {tax}
      </p>
    </details>
  );
}

/**
 * For a part of a period: the charged days as a bar within all of them, with the same in words
 * beside.
 */
function PartBar({ line, billingDay }: { line: Line; billingDay: number }) {
  const {
    words: { invoice: words },
  } = useSpeech();
  const part = partOfPeriod(line, billingDay);
  if (!part) return null;
  return (
    <p className="part">
      <span className="part-bar" aria-hidden="true">
        <span
          style={{ marginInlineStart: `${part.start * 100}%`, inlineSize: `${part.length * 100}%` }}
        />
      </span>
      <span className="row-note">{words.days(part.charged, part.of)}</span>
    </p>
  );
}
