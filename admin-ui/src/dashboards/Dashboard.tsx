import { Suspense, useState } from 'react';
import { Box, Button, Skeleton, Tab, Tabs } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router-dom';
import { formatMoney, formatMonth } from '@backhaul/design';
import { ComingRuns } from '../automation/index.ts';
import { request, useConnectionState } from '../api/client.ts';
import type { DashboardKind } from '../generated/graphql.ts';
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
import { useToday } from '../kit/scope/useToday.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { layoutDocument, type Board } from './board.ts';
import { BoardChoices } from './BoardChoices.tsx';
import { FirstDay } from './FirstDay.tsx';
import { Heard } from './Heard.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { Planned } from './Planned.tsx';
import { OPERATOR, TITLES } from './titles.ts';
import { TileGrid } from './TileGrid.tsx';
import { useBoard } from './useBoard.ts';
import { useChangeSummary } from './useMoved.ts';
import { useShown } from './useShown.ts';

// The chart library is a quarter of the whole: it is asked for when the figures are there.
const History = page('History', () => import('./History.tsx'));
const Arrange = page('Arrange', () => import('./Arrange.tsx'));

/** What the month looks like, live, and what waits for a person. */
export function Dashboard() {
  const permissions = useViewer()?.permissions ?? [];
  const { navigation, openTo } = useOffice();
  if (permissions.includes('dashboards:read')) return <Figures />;
  // A cashier's day begins at the desk, not with figures.
  const first = openTo(navigation.flat(), permissions)[0];
  return first ? <Navigate to={first.to} replace /> : <NoAccess />;
}

function Figures() {
  const locale = useLocale();
  const { partner, partnerId } = usePartnerScope();
  const kinds: DashboardKind[] =
    partner && partner.number !== OPERATOR
      ? ['GENERAL', 'FINANCE', 'RESELLER']
      : ['GENERAL', 'FINANCE'];
  const shown = useShown(kinds);
  const thisMonth = `${useToday().slice(0, 7)}-01`;
  const { kind, month, currency, below } = shown;
  const { board, heardAt, error, refetch } = useBoard({
    kind,
    partnerId,
    currency,
    month,
    below,
  });
  const layout = useQuery({
    queryKey: ['board-layout', kind],
    queryFn: async () => (await request(layoutDocument, { kind })).dashboardLayout,
    staleTime: 60_000,
  });
  const [arranging, setArranging] = useState(false);
  const [arranged, setArranged] = useState(false);
  const summary = useChangeSummary(board && sayBoard(board, locale));
  const offline = useConnectionState() === 'lost';
  const failure = error ?? layout.error;
  return (
    <>
      <PageHeader
        title="Dashboard"
        description={
          <>
            {formatMonth(month ?? thisMonth, locale)}
            {partner && ` at ${partner.name}`}
            {partner && partner.childCount > 0 && (below ? ' and below' : ' alone')}
          </>
        }
        actions={
          <>
            <BoardChoices
              {...shown}
              thisMonth={thisMonth}
              currencies={board?.currencies ?? []}
              currency={board?.currency ?? null}
              parent={(partner?.childCount ?? 0) > 0}
            />
            {board && layout.data && !arranging && (
              <Button variant="outlined" autoFocus={arranged} onClick={() => setArranging(true)}>
                Arrange
              </Button>
            )}
          </>
        }
      />
      <Tabs
        value={kind}
        onChange={(_, next: DashboardKind) => shown.choose({ kind: next })}
        aria-label="Which dashboard"
        sx={{ marginBlockEnd: 2 }}
      >
        {kinds.map((each) => (
          <Tab
            key={each}
            value={each}
            label={TITLES[each]}
            // what is arranged and not saved yet would be lost
            disabled={arranging && each !== kind}
          />
        ))}
      </Tabs>
      {kind === 'GENERAL' && <FirstDay />}
      {failure && !board && (
        <Box sx={{ marginBlockEnd: 3 }}>
          <ErrorState
            error={failure}
            what="The figures could not be loaded."
            onRetry={() => void Promise.all([refetch(), layout.refetch()])}
          />
        </Box>
      )}
      {arranging && board && layout.data ? (
        <Suspense fallback={<Skeleton variant="rounded" height={320} />}>
          <Arrange
            kind={kind}
            tiles={board.tiles}
            places={layout.data}
            partner={partner}
            onDone={() => {
              setArranging(false);
              setArranged(true);
            }}
          />
        </Suspense>
      ) : (
        (board || !failure) && (
          <TileGrid
            board={board}
            places={layout.data ?? null}
            month={whenOf(month, thisMonth)}
            group={JSON.stringify([kind, partnerId, currency, month, below])}
            partnerId={partnerId}
            offline={offline}
          />
        )
      )}
      {board && <Heard at={heardAt} asOf={board.asOf} offline={offline} />}
      {kind === 'GENERAL' && !month && <Beside board={board} failed={failure !== null} />}
      <Box role="status" aria-live="polite" sx={visuallyHidden}>
        {summary}
      </Box>
    </>
  );
}

function whenOf(month: string | null, thisMonth: string): 'OVER' | 'NOW' | 'NEXT' {
  if (month === null || month === thisMonth) return 'NOW';
  return month < thisMonth ? 'OVER' : 'NEXT';
}

function sayBoard(board: Board, locale: string): string {
  const said = (key: string) => {
    const value = board.tiles.find((tile) => tile.key === key)?.value;
    return value ? formatMoney(value, board.currency, locale) : '–';
  };
  return `Figures changed. Paid this month ${said('paid')}, outstanding ${said('outstanding')}.`;
}

/** Beside the tiles: the year so far, and what waits for a person. */
function Beside({ board, failed }: { board: Board | null; failed: boolean }) {
  const seesRuns = useCan('billing-runs:read');
  const seesMetrics = useCan('metrics:read');
  const { partnerId } = usePartnerScope();
  const currency = board?.currency ?? null;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.9fr) minmax(320px, 1fr)' },
        gap: 3,
        alignItems: 'start',
      }}
    >
      {board || failed ? (
        <Suspense fallback={<Skeleton variant="rounded" height={392} />}>
          {seesMetrics && <History partnerId={partnerId} currency={currency} />}
        </Suspense>
      ) : (
        <Skeleton variant="rounded" height={392} />
      )}
      <Box>
        <NeedsYou partnerId={partnerId} board={board} />
        {seesMetrics && (
          <Box sx={{ marginBlockStart: 3 }}>
            <Planned partnerId={partnerId} currency={currency} />
          </Box>
        )}
        {seesRuns && (
          <Box sx={{ marginBlockStart: 3 }}>
            <ComingRuns />
          </Box>
        )}
      </Box>
    </Box>
  );
}
