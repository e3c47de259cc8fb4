import { useCallback, useMemo, useState } from 'react';
import { Box, Card, Tab, Tabs } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { formatNumber } from '@backhaul/design';
import { request } from '../../api/client.ts';
import type {
  BillingRunEntryFilter,
  RunDetailFragment,
  RunEntryFragment,
  SortInput,
} from '../../generated/graphql.ts';
import { FormError } from '../../kit/form/FormError.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { EmptyState, useAddress, useCan, useLocale } from '../../kit/index.ts';
import { IncludeInRun } from '../api.ts';
import { entriesKey, useRunEntries } from '../useRunEntries.ts';
import { runKey } from '../useRun.ts';
import type { EntryActions } from './EntryRow.tsx';
import { EntryTable } from './EntryTable.tsx';
import { ExcludeDialog } from './ExcludeDialog.tsx';
import { FilterSummary } from './FilterSummary.tsx';
import { FlagBar } from './FlagBar.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { MissingTable } from './MissingTable.tsx';
import { PartnerTotals } from './PartnerTotals.tsx';
import { RunFigures } from './RunFigures.tsx';
import { StaleNotice } from './StaleNotice.tsx';

type ReviewTab = 'customers' | 'left-out' | 'missing';

/**
 * The preview to be judged: partners on the left, their customers on the right, everything narrowed
 * by partner, flag and search.
 */
export function RunReview({ run }: { run: RunDetailFragment }) {
  const locale = useLocale();
  const [params, set] = useAddress();
  const tab = readTab(params.get('tab'));
  const partnerId = params.get('partner');
  const missing = run.partnerTotals.reduce(
    (sum, total) => sum + (partnerId && total.partner.id !== partnerId ? 0 : total.missingCount),
    0,
  );
  const already = run.partnerTotals.reduce(
    (sum, total) =>
      sum + (partnerId && total.partner.id !== partnerId ? 0 : total.billedAlreadyCount),
    0,
  );
  const several = run.partnerTotals.length > 1;

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <StaleNotice run={run} />
      <RunFigures run={run} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            md: several ? '256px minmax(0, 1fr)' : 'minmax(0, 1fr)',
          },
          height: { md: 'max(560px, calc(100dvh - 320px))' },
        }}
      >
        {several && (
          <PartnerTotals run={run} chosen={partnerId} onChoose={(id) => set({ partner: id })} />
        )}
        <Card
          sx={{
            display: 'flex',
            flexDirection: 'column',
            minHeight: 0,
            height: { xs: 'calc(100dvh - 120px)', md: 'auto' },
            overflow: 'hidden',
          }}
        >
          <Tabs
            value={tab}
            onChange={(_, next: ReviewTab) => set({ tab: next === 'customers' ? null : next })}
            aria-label="What the run holds"
            variant="scrollable"
            sx={{
              paddingInline: 1,
              borderBlockEnd: '1px solid',
              borderColor: 'divider',
              flexShrink: 0,
            }}
          >
            <Tab value="customers" label={`Customers ${formatNumber(run.customerCount, locale)}`} />
            <Tab value="left-out" label={`Left out ${formatNumber(run.leftOutCount, locale)}`} />
            <Tab
              value="missing"
              label={`Missing since last run ${formatNumber(missing, locale)}`}
            />
          </Tabs>
          {tab === 'missing' ? (
            <MissingTable runId={run.id} partnerId={partnerId} already={already} />
          ) : (
            <Entries
              run={run}
              leftOut={tab === 'left-out'}
              partnerId={partnerId}
              params={params}
              set={set}
            />
          )}
        </Card>
      </Box>
    </Box>
  );
}

function readTab(value: string | null): ReviewTab {
  return value === 'left-out' || value === 'missing' ? value : 'customers';
}

interface EntriesProps {
  run: RunDetailFragment;
  leftOut: boolean;
  partnerId: string | null;
  params: URLSearchParams;
  set: (changes: Record<string, string | null>) => void;
}

function Entries({ run, leftOut, partnerId, params, set }: EntriesProps) {
  const mayChange = useCan('billing-runs:create') && !run.fromAbove;
  const [sort, setSort] = useState<SortInput | null>(null);
  const [excluding, setExcluding] = useState<RunEntryFragment | null>(null);
  const search = params.get('search') ?? '';
  const flag = leftOut ? null : params.get('flag');
  const filter = useMemo<BillingRunEntryFilter>(
    () => ({
      leftOut,
      ...(partnerId ? { partnerId } : {}),
      ...(flag ? { flag } : {}),
      ...(search ? { search } : {}),
    }),
    [leftOut, partnerId, flag, search],
  );
  const entries = useRunEntries(run.id, filter, sort ? [sort] : []);
  const takeOver = useTakeOver(run.id);
  const including = useSubmit();
  const actions = useMemo<EntryActions>(() => {
    if (!mayChange) return {};
    if (!leftOut) return { exclude: setExcluding };
    return {
      include: (entry) =>
        void including.submit(async () => {
          takeOver(
            (await request(IncludeInRun, { id: run.id, customerId: entry.customer.id }))
              .includeInBillingRun,
          );
        }),
    };
  }, [mayChange, leftOut, including, run.id, takeOver]);
  const onSearch = useCallback((next: string) => set({ search: next }), [set]);
  const narrowed = Boolean(flag || search || partnerId);

  return (
    <>
      <Box
        sx={{
          padding: 1.5,
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          alignItems: 'center',
          justifyContent: 'space-between',
          borderBlockEnd: '1px solid',
          borderColor: 'divider',
          flexShrink: 0,
        }}
      >
        <FlagBar
          flags={leftOut ? [] : run.flagCounts}
          flag={flag}
          onFlag={(next) => set({ flag: next })}
          search={search}
          onSearch={onSearch}
        />
        <KeysHelp canExclude={actions.exclude !== undefined} />
      </Box>
      <FormError error={including.error} failure="The customer was not included again." />
      <EntryTable
        key={JSON.stringify(filter)}
        entries={entries}
        mode={leftOut ? 'leftOut' : 'included'}
        actions={actions}
        sort={sort}
        onSort={setSort}
        label={leftOut ? 'Customers left out' : 'Customers of the preview'}
        empty={
          <NobodyHere
            leftOut={leftOut}
            narrowed={narrowed}
            onClear={() => set({ flag: null, search: null, partner: null })}
          />
        }
      />
      {!leftOut && !(entries.error && entries.count === null) && (
        <FilterSummary run={run} filter={filter} count={entries.count} />
      )}
      {excluding && (
        <ExcludeDialog
          run={run}
          entry={excluding}
          onClose={() => setExcluding(null)}
          onExcluded={takeOver}
        />
      )}
    </>
  );
}

/** The new totals come with the answer; the customers are asked for again, keeping what is shown until they come. */
function useTakeOver(runId: string): (run: RunDetailFragment) => void {
  const client = useQueryClient();
  return useCallback(
    (run: RunDetailFragment) => {
      client.setQueryData(runKey(runId), run);
      void client.invalidateQueries({ queryKey: entriesKey(runId) });
    },
    [client, runId],
  );
}

function NobodyHere({
  leftOut,
  narrowed,
  onClear,
}: {
  leftOut: boolean;
  narrowed: boolean;
  onClear: () => void;
}) {
  if (narrowed) {
    return (
      <EmptyState
        small
        title="Nobody fits these filters"
        action={
          <Box
            component="button"
            type="button"
            onClick={onClear}
            sx={{
              all: 'unset',
              cursor: 'pointer',
              color: 'primary.main',
              textDecoration: 'underline',
              '&:focus-visible': { outline: '2px solid' },
            }}
          >
            Show everybody
          </Box>
        }
      >
        The partner, flag and search together leave no customer.
      </EmptyState>
    );
  }
  return leftOut ? (
    <EmptyState small title="Nobody was left out">
      Every customer who was due has something to be charged.
    </EmptyState>
  ) : (
    <EmptyState small title="Nobody to charge">
      No customer of these partners has anything to be charged on this date. Look at “Left out” for
      the reasons.
    </EmptyState>
  );
}
