import type { ReactNode } from 'react';
import { Alert, AlertTitle, Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatDate, formatMoney } from '@backhaul/design';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { ApiError, request } from '../../api/client.ts';
import type { RunDetailFragment, RunSummaryFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useAsked, useLocale, useSentenceLocale, Warnings } from '../../kit/index.ts';
import { ConfirmRun, RepreviewRun, RunEntriesQuery, RunMailsQuery } from '../api.ts';
import { entriesKey } from '../useRunEntries.ts';
import { sayMails } from './sayMails.ts';
import { sayWhat } from './sayWhat.ts';
import { StaleChanges } from './StaleChanges.tsx';
import { useRunCare } from './useRunCare.ts';

interface ConfirmDialogProps {
  run: RunDetailFragment;
  onClose: () => void;
  onChanged: (run: RunSummaryFragment) => void;
}

/** Everything that confirming does, before it is done. */
export function ConfirmDialog({ run, onClose, onChanged }: ConfirmDialogProps) {
  const locale = useLocale();
  const submission = useSubmit();
  const stale =
    submission.error instanceof ApiError && submission.error.reason === 'STALE_PREVIEW'
      ? submission.error
      : null;
  const what = sayWhat(run, locale);
  const care = useRunCare(run);
  const asked = useAsked(care.data?.warnings ?? []);

  const confirm = async () => {
    const done = await submission.submit(async () => {
      onChanged(
        (await request(ConfirmRun, { id: run.id, fingerprint: run.fingerprint ?? '' }))
          .confirmBillingRun,
      );
    });
    if (done) onClose();
    else void care.refetch();
  };
  const again = async () => {
    const done = await submission.submit(async () =>
      onChanged((await request(RepreviewRun, { id: run.id })).repreviewBillingRun),
    );
    if (done) onClose();
  };

  if (stale) {
    return (
      <FormDialog
        title="The preview is out of date"
        submitLabel="Preview again"
        submission={{ ...submission, error: null }}
        onSubmit={() => void again()}
        onClose={onClose}
        failure=""
        cancelLabel="Close"
      >
        <Alert severity="warning" variant="outlined">
          <AlertTitle>Nothing was issued</AlertTitle>
          {care.data?.stale ? <StaleChanges run={run} stale={care.data.stale} /> : stale.message}
        </Alert>
        <Box>
          Previewing again replaces it with what is true now; customers you excluded stay excluded.
        </Box>
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={`Confirm ${what}`}
      submitLabel={`Confirm ${what}`}
      busyLabel="Confirming"
      submission={submission}
      onSubmit={() => void confirm()}
      onClose={onClose}
      failure="Nothing was issued."
      cancelLabel="Not yet"
      disabled={asked.blocked}
    >
      <Consequences run={run} />
      <Warnings asked={asked} goOn="Yes, confirm it like this" />
    </FormDialog>
  );
}

function Consequences({ run }: { run: RunDetailFragment }) {
  const locale = useLocale();
  const amounts = run.total.map(({ amount, currency }) => formatMoney(amount, currency, locale));
  const chargesOnly = run.customerCount - run.invoiceCount;
  const points: ReactNode[] = [
    run.invoiceCount > 0 && (
      <>
        <strong>{countOf(run.invoiceCount, 'invoice', 'invoices', locale)}</strong> for{' '}
        <strong>{joinAnd(amounts)}</strong> {plural(run.invoiceCount, 'is', 'are')} issued and
        charged to the customers’ balances.
      </>
    ),
    chargesOnly > 0 && (
      <>
        {countOf(chargesOnly, 'customer is', 'customers are', locale)} charged without an invoice,
        as set for them.
      </>
    ),
    <Dates key="dates" run={run} />,
    run.invoiceCount > 0 && (
      <>Each invoice gets its number now, without gaps. It can then only be voided, one by one.</>
    ),
    <>Where a customer’s balance holds money, it pays the invoice at once.</>,
    run.invoiceCount > 0 && <Mails key="mails" run={run} />,
    run.leftOutCount > 0 && (
      <>
        {countOf(run.leftOutCount, 'customer stays', 'customers stay', locale)} left out and
        uncharged.
      </>
    ),
  ];
  return (
    <>
      <Box
        component="ul"
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
function Mails({ run }: { run: RunDetailFragment }) {
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['billing-runs', run.id, 'mails', run.fingerprint],
    queryFn: async () => (await request(RunMailsQuery, { id: run.id })).billingRun,
  });
  if (!data) return <>Mails go out as the partners want it.</>;
  const sentences = sayMails(data.mails, locale);
  return <>{sentences.length > 0 ? sentences.join(' ') : 'No mails go out.'}</>;
}

/** Dates differ by customer; those of the first page stand for them, and the words say so. */
function Dates({ run }: { run: RunDetailFragment }) {
  const locale = useSentenceLocale();
  const { data } = useQuery({
    queryKey: [...entriesKey(run.id), 'dates'],
    queryFn: async () =>
      (
        await request(RunEntriesQuery, {
          id: run.id,
          filter: { leftOut: false },
          first: 100,
          offset: 0,
        })
      ).billingRun.entries.nodes,
  });
  if (!data)
    return <>Every invoice is dated by its partner’s rule, and due by the customer’s own terms.</>;
  const dated = span(
    data.map((entry) => entry.documentDate),
    locale,
  );
  const due = span(
    data.map((entry) => entry.dueDate),
    locale,
  );
  const all = data.length === run.customerCount;
  return (
    <>
      {all ? 'Dated' : 'Usually dated'} {dated ?? formatDate(run.date, locale)}
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
