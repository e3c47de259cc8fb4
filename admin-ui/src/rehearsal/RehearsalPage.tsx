import { useMemo, useState } from 'react';
import { Box, Card, CardContent, LinearProgress, MenuItem, TextField } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { addMonths, isLocalDate } from '@backhaul/domain/time/calendar';
import { useSubscription } from '../api/client.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  PageHeader,
  useAddress,
  useCan,
  useLocale,
  usePartnerScope,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { useRested } from '../kit/useRested.ts';
import { RehearsalSubscription } from './api.ts';
import { Months } from './Months.tsx';
import { priceOf } from './priceOf.ts';
import { Prices, type OtherPrice } from './Prices.tsx';
import { WhoPays } from './WhoPays.tsx';
import { useToday } from '../kit/scope/useToday.ts';

const LENGTHS = [1, 2, 3, 6, 12, 24];

/** What billing runs of months to come would issue, as things stand or at other prices; it changes nothing. */
export function RehearsalPage() {
  const mayRead = useCan('billing-runs:read');
  const { partnerId, partner } = usePartnerScope();
  const today = useToday();
  const [address, go] = useAddress();
  const [prices, setPrices] = useState<readonly OtherPrice[]>([]);
  const [turn, setTurn] = useState(0);
  const locale = useLocale();
  const given = `${address.get('month') ?? ''}-01`;
  const from = isLocalDate(given) ? given : `${addMonths(today, 1).slice(0, 8)}01`;
  const wanted = Number(address.get('months'));
  const months = LENGTHS.includes(wanted) ? wanted : 3;
  // typing a price asks once it rests
  const tried = useRested(useMemo(() => toPrices(prices), [prices]));
  const input = { partnerId, from, months, ...(tried && { prices: tried }) };
  const { data, error } = useSubscription(
    RehearsalSubscription,
    // another number asks anew
    mayRead ? { input, ...(turn > 0 && { turn }) } : null,
  );
  if (!mayRead) return <NoAccess />;
  const so = data?.rehearsalProgress ?? null;
  const nothing = so?.progress === 1 && so.rehearsal.months.every(({ total }) => !total.length);
  return (
    <Box sx={{ maxWidth: 1080, display: 'grid', gap: 2 }}>
      <PageHeader
        title="Rehearsal"
        description={`What the billing runs${partner ? ` of ${partner.name} and below` : ''} would issue as things stand. Nothing is saved or sent.`}
      />
      <Card>
        <CardContent sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
            <TextField
              type="month"
              label="From"
              margin="none"
              fullWidth={false}
              value={from.slice(0, 7)}
              onChange={({ target }) =>
                isLocalDate(`${target.value}-01`) && go({ month: target.value })
              }
              slotProps={{ inputLabel: { shrink: true } }}
            />
            <TextField
              select
              label="For"
              margin="none"
              fullWidth={false}
              value={months}
              onChange={({ target }) => go({ months: String(target.value) })}
              sx={{ minWidth: 140 }}
            >
              {LENGTHS.map((length) => (
                <MenuItem key={length} value={length}>
                  {countOf(length, 'month', 'months', locale)}
                </MenuItem>
              ))}
            </TextField>
          </Box>
          <Prices partnerId={partnerId} prices={prices} onChange={setPrices} />
        </CardContent>
      </Card>
      {error !== null && !so && (
        <ErrorState
          error={error}
          what="The months could not be rehearsed."
          onRetry={() => setTurn(turn + 1)}
        />
      )}
      {!so && error === null && <BlockSkeleton lines={6} />}
      {so && so.progress < 1 && (
        <Box role="status">
          <LinearProgress
            variant="determinate"
            value={Math.round(so.progress * 100)}
            aria-label="Progress"
            sx={{ height: 6, borderRadius: 3, marginBlockEnd: 1 }}
          />
          Rehearsed so far; the figures grow until all customers are through.
        </Box>
      )}
      {nothing && (
        <EmptyState title="Nothing is still to be invoiced in these months">
          What is billed already is among the invoices. Customers with services and billing switched
          on appear by themselves.
        </EmptyState>
      )}
      {so && !nothing && (
        <>
          <Months months={so.rehearsal.months} unchanged={tried ? so.rehearsal.unchanged : null} />
          {tried && <WhoPays rehearsal={so.rehearsal} />}
        </>
      )}
    </Box>
  );
}

/** The prices that are whole: a tariff and a number; null without any. */
function toPrices(prices: readonly OtherPrice[]): Record<string, string> | null {
  const whole = prices.flatMap(({ tariff, price }): [string, string][] => {
    const decimal = priceOf(price);
    return tariff && decimal !== null ? [[tariff.id, decimal]] : [];
  });
  return whole.length ? Object.fromEntries(whole) : null;
}
