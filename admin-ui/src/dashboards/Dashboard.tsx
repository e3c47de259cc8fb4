import { Suspense, useState } from 'react';
import { Box, MenuItem, Skeleton, TextField } from '@mui/material';
import { Navigate } from 'react-router-dom';
import { formatInstant, formatMoney, formatMonth } from '@backhaul/design';
import { ComingRuns } from '../automation/index.ts';
import {
  ErrorState,
  PageHeader,
  useCan,
  useLocale,
  usePartnerScope,
  useViewer,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { useOffice } from '../kit/office/context.ts';
import { page } from '../kit/office/page.ts';
import type { Metrics } from './api.ts';
import { FirstDay } from './FirstDay.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { Planned } from './Planned.tsx';
import { Tiles } from './Tiles.tsx';
import { useCurrencies } from '../kit/scope/useCurrencies.ts';
import { useChangeSummary, useMetrics } from './useMetrics.ts';

// The chart library is a quarter of the whole: it is asked for when the figures are there.
const History = page('History', () => import('./History.tsx'));

/** What the month looks like, live, and what waits for a person. */
export function Dashboard() {
  const permissions = useViewer()?.permissions ?? [];
  const { navigation, openTo } = useOffice();
  if (permissions.includes('metrics:read')) return <Figures />;
  // A cashier's day begins at the desk, not with figures.
  const first = openTo(navigation.flat(), permissions)[0];
  return first ? <Navigate to={first.to} replace /> : <NoAccess />;
}

function Figures() {
  const locale = useLocale();
  const viewer = useViewer();
  const seesRuns = useCan('billing-runs:read');
  const { partner, partnerId } = usePartnerScope();
  const currencies = useCurrencies();
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = chosen && currencies.includes(chosen) ? chosen : (partner?.currency ?? null);
  const { metrics, error, refetch } = useMetrics({ partnerId, currency });
  const say = (figures: Metrics) => {
    const money = (amount: string) => formatMoney(amount, figures.currency, locale);
    return `Figures changed. Paid this month ${money(figures.receivedThisMonth)}, outstanding ${money(figures.outstanding)}.`;
  };
  const summary = useChangeSummary(metrics, say);
  const group = `${partnerId}/${currency}`;
  return (
    <>
      <PageHeader
        title="Dashboard"
        description={
          viewer && (
            <>
              {formatMonth(viewer.today, locale)}
              {partner && (
                <>
                  {' '}
                  at {partner.name}
                  {partner.childCount > 0 && ' and below'}
                </>
              )}
            </>
          )
        }
        actions={
          currencies.length > 1 && (
            <TextField
              select
              value={currency ?? ''}
              onChange={(event) => setChosen(event.target.value)}
              margin="none"
              sx={{ width: 110 }}
              slotProps={{ select: { SelectDisplayProps: { 'aria-label': 'Currency' } } }}
            >
              {currencies.map((code) => (
                <MenuItem key={code} value={code}>
                  {code}
                </MenuItem>
              ))}
            </TextField>
          )
        }
      />
      <FirstDay />
      {error && !metrics && (
        <Box sx={{ marginBlockEnd: 3 }}>
          <ErrorState
            error={error}
            what="The figures could not be loaded."
            onRetry={() => void refetch()}
          />
        </Box>
      )}
      {(metrics || !error) && <Tiles metrics={metrics} group={group} />}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.9fr) minmax(320px, 1fr)' },
          gap: 3,
          alignItems: 'start',
        }}
      >
        {metrics || error ? (
          <Suspense fallback={<Skeleton variant="rounded" height={392} />}>
            <History partnerId={partnerId} currency={currency} />
          </Suspense>
        ) : (
          <Skeleton variant="rounded" height={392} />
        )}
        <Box>
          <NeedsYou partnerId={partnerId} metrics={metrics} />
          <Box sx={{ marginBlockStart: 3 }}>
            <Planned partnerId={partnerId} currency={currency} />
          </Box>
          {seesRuns && (
            <Box sx={{ marginBlockStart: 3 }}>
              <ComingRuns />
            </Box>
          )}
        </Box>
      </Box>
      <Box
        role="status"
        aria-live="polite"
        sx={{
          position: 'absolute',
          width: '1px',
          height: '1px',
          overflow: 'hidden',
          clipPath: 'inset(50%)',
        }}
      >
        {summary}
      </Box>
      {metrics && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', marginBlockStart: 2 }}>
          As of {formatInstant(metrics.asOf, locale)}
        </Box>
      )}
    </>
  );
}
