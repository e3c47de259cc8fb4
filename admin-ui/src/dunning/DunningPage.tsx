import { Box, Card, Pagination, TextField } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatDate, formatNumber } from '@backhaul/design';
import { addDays, isLocalDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import type { DunningKind } from '../generated/graphql.ts';
import {
  EmptyState,
  ErrorState,
  PageHeader,
  TableSkeleton,
  useAddress,
  useCan,
  useLocale,
  usePartnerScope,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { SimulatedChanges, Simulation, type Change, type Simulated } from './api.ts';
import { ChangesTable, skeleton } from './ChangesTable.tsx';
import { KindChoice } from './KindChoice.tsx';
import { countIn, kinds } from './words.ts';
import { useToday } from '../kit/scope/useToday.ts';

const PAGE = 50;

/** What the night of a day would do to whom, and why; it changes nothing. Day, kind and page are in the address. */
export function DunningPage() {
  const locale = useLocale();
  const mayRead = useCan('dunning:read');
  const { partnerId, partner } = usePartnerScope();
  const today = useToday();
  const [address, go] = useAddress();
  const given = address.get('date') ?? '';
  // a night that is over is not simulated: an old address says the next
  const date = isLocalDate(given) && given >= today ? given : addDays(today, 1);
  const kind = kinds.find(({ value }) => value === address.get('kind'))?.value ?? null;
  const page = Math.max(1, Number(address.get('page')) || 1);
  // how many there are takes the whole night, a page only as far as it goes: turning pages asks for that alone
  const counted = useQuery({
    queryKey: ['dunning', date, partnerId],
    queryFn: async () => (await request(Simulation, { date, partnerId })).dunningSimulation,
    enabled: mayRead,
    placeholderData: keepPreviousData,
  });
  const listed = useQuery({
    queryKey: ['dunning', date, partnerId, kind, page],
    queryFn: async () =>
      (
        await request(SimulatedChanges, {
          date,
          partnerId,
          kinds: kind ? [kind] : kinds.map(({ value }) => value),
          first: PAGE,
          offset: (page - 1) * PAGE,
        })
      ).dunningSimulation.changes,
    enabled: mayRead,
    placeholderData: keepPreviousData,
  });
  const error = counted.error ?? listed.error;
  const data = counted.data && listed.data;
  const waits = counted.isPlaceholderData || listed.isPlaceholderData;
  const retry = () => {
    void counted.refetch();
    void listed.refetch();
  };
  if (!mayRead) return <NoAccess />;
  const said = formatDate(date, locale, { weekday: true });
  return (
    <Box sx={{ maxWidth: 1080 }}>
      <PageHeader
        title="Dunning"
        description={`What the night of ${said} would do${partner ? ` at ${partner.name} and below` : ''}, as things stand now. Nothing is changed by looking.`}
        actions={
          <TextField
            type="date"
            label="Night of"
            size="small"
            margin="none"
            fullWidth={false}
            value={date}
            onChange={({ target }) =>
              isLocalDate(target.value) &&
              target.value >= today &&
              go({ date: target.value, page: null })
            }
            slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: today } }}
          />
        }
      />
      {error && !data && (
        <ErrorState error={error} what="The night could not be simulated." onRetry={retry} />
      )}
      {!data && !error && (
        <Card aria-busy="true">
          <TableSkeleton columns={skeleton} rows={8} />
        </Card>
      )}
      {counted.data && listed.data && (
        <Box aria-busy={waits} sx={{ display: 'grid', gap: 2, opacity: waits ? 0.6 : 1 }}>
          <KindChoice
            simulated={counted.data}
            chosen={kind}
            onChoose={(next) => go({ kind: next, page: null })}
          />
          <Found
            simulated={counted.data}
            changes={listed.data}
            kind={kind}
            page={page}
            onPage={(next) => go({ page: String(next) })}
          />
        </Box>
      )}
    </Box>
  );
}

interface FoundProps {
  simulated: Simulated;
  changes: readonly Change[];
  kind: DunningKind | null;
  page: number;
  onPage: (page: number) => void;
}

function Found({ simulated, changes, kind, page, onPage }: FoundProps) {
  const locale = useLocale();
  const total = kinds
    .filter(({ value }) => kind === null || value === kind)
    .reduce((sum, { value }) => sum + countIn(simulated, value), 0);
  if (total === 0)
    return (
      <EmptyState title="Nothing happens that night">
        Nobody is blocked, deactivated, reminded, charged a late fee or comes back. Who owes and
        when that matters is in the finance settings: time to pay, grace, reminders and late fees.
      </EmptyState>
    );
  const pages = Math.ceil(total / PAGE);
  return (
    <>
      <ChangesTable changes={changes} />
      {pages > 1 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
          <Box role="status" sx={{ color: 'text.secondary', flex: '1 1 auto' }}>
            {formatNumber((page - 1) * PAGE + 1, locale)}–
            {formatNumber(Math.min(page * PAGE, total), locale)} of {formatNumber(total, locale)}
          </Box>
          <Pagination
            count={pages}
            page={Math.min(page, pages)}
            onChange={(_, next) => onPage(next)}
            size="small"
            shape="rounded"
            aria-label="Pages"
          />
        </Box>
      )}
    </>
  );
}
