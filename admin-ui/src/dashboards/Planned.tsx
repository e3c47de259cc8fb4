import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { formatInstant, formatMonth } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request, useSubscription } from '../api/client.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { BlockSkeleton, ErrorState, Money, useCan, useLocale } from '../kit/index.ts';
import {
  plannedDocument,
  plannedPushed,
  refreshPlannedDocument,
  type PlannedMonth,
} from './api.ts';

interface Wanted {
  partnerId: string | null;
  currency: string | null;
}

/** What the billing runs of this month and the next are to issue, as a rehearsal in the background found. */
export function Planned(wanted: Wanted) {
  const locale = useLocale();
  const mayRehearse = useCan('billing-runs:read');
  const query = useQuery({
    queryKey: ['planned', wanted],
    queryFn: async () => (await request(plannedDocument, wanted)).plannedFigures,
  });
  const pushed = useSubscription(plannedPushed, wanted);
  const planned = pushed.data?.plannedFigures ?? query.data ?? null;
  const submission = useSubmit();
  const refresh = () =>
    submission.submit(() => request(refreshPlannedDocument, { partnerId: wanted.partnerId }));
  const first = planned !== null && planned.asOf === null;
  return (
    <Card component="section" aria-labelledby="planned">
      <CardContent sx={{ paddingBlockEnd: '12px !important' }}>
        <Typography variant="h2" id="planned">
          Planned
        </Typography>
        {query.error && !planned && (
          <ErrorState
            error={query.error}
            what="What is planned could not be loaded."
            onRetry={() => void query.refetch()}
          />
        )}
        {((!planned && !query.error) || (first && planned.working)) && <BlockSkeleton lines={2} />}
        {planned && planned.months.length > 0 && (
          <Box component="dl" sx={{ margin: 0, display: 'grid', gap: 1, marginBlockStart: 1 }}>
            {planned.months.map((each) => (
              <Month key={each.month} each={each} currency={planned.currency} />
            ))}
          </Box>
        )}
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            alignItems: 'center',
            marginBlockStart: 1,
          }}
        >
          <Button
            size="small"
            variant="outlined"
            disabled={submission.busy || planned?.working}
            onClick={() => void refresh()}
          >
            Work it out anew
          </Button>
          {mayRehearse && (
            <Button component={Link} to="/rehearsal" size="small" variant="outlined">
              Rehearse more
            </Button>
          )}
          <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {planned?.working
              ? 'Being worked out'
              : planned?.asOf && `As of ${formatInstant(planned.asOf, locale)}`}
          </Box>
        </Box>
      </CardContent>
    </Card>
  );
}

function Month({ each, currency }: { each: PlannedMonth; currency: string }) {
  const locale = useLocale();
  const { month, invoiceCount, total, tax } = each;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'baseline' }}>
      <Box component="dt" sx={{ flex: '1 1 16ch' }}>
        {formatMonth(month, locale)}
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {countOf(invoiceCount, 'invoice', 'invoices', locale)} still to be issued
        </Box>
      </Box>
      <Box component="dd" sx={{ margin: 0, marginInlineStart: 'auto' }}>
        <Money amount={total} currency={currency} strong />
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', textAlign: 'end' }}>
          <Money amount={tax} currency={currency} inline /> of it tax
        </Box>
      </Box>
    </Box>
  );
}
