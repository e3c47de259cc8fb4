import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Alert, AlertTitle, Box, Button, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatDate, formatMoney } from '@backhaul/design';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import type { BillingRunStatus, RunSummaryFragment } from '../generated/graphql.ts';
import { InstantText, useLocale, useSentenceLocale } from '../kit/index.ts';
import { RunsOfDateQuery } from './api.ts';
import { sayWhat } from './review/sayWhat.ts';
import { sayPartners } from './sayPartners.ts';

/** Of one partner, and of several. */
const OPEN: Partial<Record<BillingRunStatus, readonly [one: string, many: string]>> = {
  PREVIEWING: ['is being previewed', 'are being previewed'],
  READY: ['waits to be confirmed', 'wait to be confirmed'],
  CONFIRMING: ['is being confirmed', 'are being confirmed'],
  FAILED: ['failed and can be retried', 'failed and can be retried'],
};

/** As many as leave the button below them in sight. */
const SHOWN = 3;

/** The runs for a date that are not done, of any of these partners: there may be no need for another one. */
export function WaitingForDate({
  date,
  partnerIds,
}: {
  date: string;
  partnerIds: ReadonlySet<string>;
}) {
  const sentenceLocale = useSentenceLocale();
  const [all, setAll] = useState(false);
  const { data } = useQuery({
    queryKey: ['runs-waiting', 'of-date', date],
    queryFn: async () => (await request(RunsOfDateQuery, { date })).billingRuns.nodes,
    enabled: isLocalDate(date),
  });
  const open = (data ?? []).filter(
    (run) => OPEN[run.status] && run.partners.some(({ id }) => partnerIds.has(id)),
  );
  if (open.length === 0) return null;
  const folds = open.length > SHOWN + 1;
  const shown = folds && !all ? open.slice(0, SHOWN) : open;
  return (
    <Alert severity="info" variant="outlined" role="status">
      <AlertTitle>
        {open.length === 1 ? 'A run' : countOf(open.length, 'run')} for{' '}
        {formatDate(date, sentenceLocale)} {plural(open.length, 'is', 'are')} there already
      </AlertTitle>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
        {shown.map((run) => (
          <OpenRun key={run.id} run={run} />
        ))}
      </Box>
      {folds && (
        <Button
          size="small"
          color="inherit"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          sx={{ display: 'block', marginBlock: 0.5 }}
        >
          {all ? `Show the latest ${SHOWN}` : `Show all ${countOf(open.length, 'run')}`}
        </Button>
      )}
      A second preview of the same customers charges nobody twice: what one of them issues, the
      other finds issued.
    </Alert>
  );
}

function OpenRun({ run }: { run: RunSummaryFragment }) {
  const locale = useLocale();
  const totals = run.total.map(({ amount, currency }) => formatMoney(amount, currency, locale));
  const what = [sayWhat(run, locale), ...totals];
  return (
    <Box component="li">
      <Link component={RouterLink} to={`/billing-runs/${run.id}/show`}>
        {sayPartners(run.partners)}
      </Link>{' '}
      {OPEN[run.status]?.[run.partners.length === 1 ? 0 : 1]}
      {run.status === 'READY' && `: ${what.join(', ')}`}, made <InstantText at={run.createdAt} />
      {run.createdBy && ` by ${run.createdBy}`}
    </Box>
  );
}
