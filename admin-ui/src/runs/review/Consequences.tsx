import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import { formatDate, formatMoney } from '@backhaul/design';
import { countOf, plural } from '@backhaul/domain/text/plural';
import type { RunSummaryFragment } from '../../generated/graphql.ts';
import { BlockSkeleton, ErrorState, useLocale, useSentenceLocale } from '../../kit/index.ts';
import { addMails, sayMails } from '../../kit/mails.ts';
import { totalsOf } from './totalsOf.ts';
import type { RunEffects } from './useRunEffects.ts';

interface ConsequencesProps {
  runs: readonly RunSummaryFragment[];
  effects: RunEffects;
}

/** Everything that confirming one preview or several does, before it is done. */
export function Consequences({ runs, effects }: ConsequencesProps) {
  const locale = useLocale();
  const sum = (key: 'invoiceCount' | 'customerCount' | 'leftOutCount') =>
    runs.reduce((all, run) => all + run[key], 0);
  const amounts = totalsOf(runs).map(({ amount, currency }) =>
    formatMoney(amount, currency, locale),
  );
  const invoices = sum('invoiceCount');
  const chargesOnly = sum('customerCount') - invoices;
  const leftOut = sum('leftOutCount');
  const overtaken = effects.known.reduce((all, run) => all + run.proformasOvertaken, 0);
  const points: ReactNode[] = [
    invoices > 0 && (
      <>
        <strong>{countOf(invoices, 'invoice', 'invoices', locale)}</strong> for{' '}
        <strong>{joinAnd(amounts)}</strong> {plural(invoices, 'is', 'are')} issued and charged to
        the customers’ balances.
      </>
    ),
    chargesOnly > 0 && (
      <>
        {countOf(chargesOnly, 'customer is', 'customers are', locale)} charged without an invoice,
        as set for them.
      </>
    ),
    <Dates key="dates" runs={runs} effects={effects} />,
    invoices > 0 && (
      <>Each invoice gets its number now, without gaps. It can then only be voided, one by one.</>
    ),
    <>Where a customer’s balance holds money, it pays the invoice at once.</>,
    overtaken > 0 && (
      <>
        {countOf(overtaken, 'open proforma asks', 'open proformas ask', locale)} for these charges
        and {plural(overtaken, 'becomes', 'become')} void; what was paid in part pays the invoice.
      </>
    ),
    invoices > 0 && <Mails key="mails" effects={effects} />,
    leftOut > 0 && (
      <>{countOf(leftOut, 'customer stays', 'customers stay', locale)} left out and uncharged.</>
    ),
    runs.length > 1 && (
      <>
        Each preview is confirmed on its own: one that no longer holds is left as it is and named.
      </>
    ),
  ];
  return (
    <>
      <Box
        component="ul"
        aria-label="What confirming does"
        sx={{
          margin: 0,
          paddingInlineStart: 2.5,
          display: 'grid',
          gap: 1,
          fontVariantNumeric: 'tabular-nums',
        }}
      >
        {points.map((point, index) => point && <li key={index}>{point}</li>)}
      </Box>
      <Box sx={{ fontWeight: 600 }}>This cannot be undone as a whole.</Box>
    </>
  );
}

/** How many mails go, when, and who gets none. */
function Mails({ effects }: { effects: RunEffects }) {
  const locale = useLocale();
  if (effects.error)
    return (
      <ErrorState
        error={effects.error}
        what="The mails could not be counted."
        onRetry={effects.retry}
      />
    );
  if (!effects.complete) return <BlockSkeleton lines={1} />;
  const sentences = sayMails(addMails(effects.known.map(({ mails }) => mails)), locale);
  return <>{sentences.length > 0 ? sentences.join(' ') : 'No mails go out.'}</>;
}

/** Dates differ by customer; those of the first page stand for them, and the words say so. */
function Dates({ runs, effects }: ConsequencesProps) {
  const locale = useSentenceLocale();
  if (!effects.complete)
    return <>Every invoice is dated by its partner’s rule, and due by the customer’s own terms.</>;
  const entries = effects.known.flatMap((run) => run.entries.nodes);
  const dated =
    span(
      entries.map((entry) => entry.documentDate),
      locale,
    ) ??
    span(
      runs.map((run) => run.date),
      locale,
    );
  const due = span(
    entries.map((entry) => entry.dueDate),
    locale,
  );
  const all = entries.length === runs.reduce((count, run) => count + run.customerCount, 0);
  return (
    <>
      {all ? 'Dated' : 'Usually dated'} {dated}
      {due && <>, to be paid by {due}</>}.
    </>
  );
}

function span(dates: readonly (string | null)[], locale: string): string | null {
  const known = [...new Set(dates.filter((date) => date !== null))].sort();
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return null;
  return first === last
    ? formatDate(first, locale, { weekday: true })
    : `${formatDate(first, locale)} to ${formatDate(last, locale)}`;
}

function joinAnd(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
