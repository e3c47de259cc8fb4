import { useEffect } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@mui/material';
import { DateInput, SelectInput } from 'react-admin';
import { useSubscription } from '../api/client.ts';
import type { BillingRunStatus, RunSummaryFragment } from '../generated/graphql.ts';
import { statusLook, formatNumber } from '@backhaul/design';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { DateText, EmptyState, InstantText, useCan, useLocale } from '../kit/index.ts';
import { ComingRuns } from '../automation/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';
import { RunsSubscription } from './api.ts';
import { RunProgressLine } from './RunProgress.tsx';
import { CheckedRunChip, RunChip } from './RunChip.tsx';
import { RunTotals } from './RunTotals.tsx';
import { isWorking } from './useRun.ts';
import { sayPartners } from './sayPartners.ts';
import { WaitingTogether } from './WaitingTogether.tsx';

const statuses: readonly BillingRunStatus[] = [
  'PREVIEWING',
  'READY',
  'CONFIRMING',
  'PROCESSED',
  'FAILED',
  'DELETED',
];

const filters = [
  <SelectInput
    key="status"
    source="status"
    label="Status"
    alwaysOn
    choices={statuses.map((id) => ({ id, name: statusLook(id).label }))}
  />,
  <DateInput key="date" source="date" label="Billing date" alwaysOn />,
];

const skeleton = [
  { width: 12 },
  { width: 24 },
  { width: 14 },
  { width: 8, end: true },
  { width: 8, end: true },
  { width: 14, end: true },
  { width: 16 },
];

/** Every run, newest first; those at work move while you look. */
export function RunList() {
  const mayCreate = useCan('billing-runs:create');
  const newRun = mayCreate && (
    <Button variant="contained" component={RouterLink} to="/billing-runs/create">
      New billing run
    </Button>
  );
  useLiveRuns();
  return (
    <ListPage
      title="Billing runs"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      actions={
        <>
          <WaitingTogether />
          {newRun}
        </>
      }
      notice={<ComingRuns />}
      skeleton={skeleton}
      empty={
        <EmptyState title="No billing runs yet" action={newRun || undefined}>
          A billing run works out what every customer owes for a date. You look through it, and only
          then confirm it: that issues the invoices.
        </EmptyState>
      }
    >
      <RecordTable<RunSummaryFragment> rowClick="show">
        <Column<RunSummaryFragment>
          source="date"
          card="name"
          label="Date"
          render={(run) => (
            <RowLink to={`/billing-runs/${run.id}/show`} sx={{ fontWeight: 600 }}>
              <DateText date={run.date} weekday />
            </RowLink>
          )}
        />
        <Column<RunSummaryFragment>
          source="partners"
          card="line"
          label="Partners"
          disableSort
          render={(run) => sayPartners(run.partners)}
        />
        <Column<RunSummaryFragment>
          source="status"
          card="line"
          label="Status"
          disableSort
          render={(run) => <RunState run={run} />}
        />
        <Column<RunSummaryFragment>
          source="customerCount"
          card="fact"
          label="Customers"
          align="right"
          disableSort
          render={(run) => <Count value={run.customerCount} />}
        />
        <Column<RunSummaryFragment>
          source="invoiceCount"
          label="Invoices"
          align="right"
          disableSort
          render={(run) => <Count value={run.invoiceCount} />}
        />
        <Column<RunSummaryFragment>
          source="total"
          card="fact"
          label="Total"
          align="right"
          disableSort
          render={(run) => <RunTotals totals={run.total} strong />}
        />
        <Column<RunSummaryFragment>
          source="createdAt"
          label="Made"
          card="fact"
          render={(run) => (
            <>
              <InstantText at={run.createdAt} />
              {run.createdBy && ` by ${run.createdBy}`}
              {run.fromAbove && ' by a partner above you; you see your part'}
            </>
          )}
        />
      </RecordTable>
    </ListPage>
  );
}

function RunState({ run }: { run: RunSummaryFragment }) {
  if (isWorking(run.status) && !run.fromAbove) return <RunProgressLine run={run} />;
  return run.status === 'READY' ? <CheckedRunChip run={run} /> : <RunChip run={run} />;
}

function Count({ value }: { value: number }) {
  const locale = useLocale();
  return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{formatNumber(value, locale)}</span>;
}

interface HeldList {
  data: RunSummaryFragment[];
  total?: number;
}

/** Puts pushed numbers into the rows on the screen; a run that is new to them makes the list ask again. */
function useLiveRuns(): void {
  const client = useQueryClient();
  const { data } = useSubscription(RunsSubscription, {});
  const run = data?.billingRuns;
  useEffect(() => {
    if (!run) return;
    let shown = false;
    client.setQueriesData<HeldList>({ queryKey: ['billing-runs', 'getList'] }, (list) => {
      if (!list?.data.some((row) => row.id === run.id)) return list;
      shown = true;
      return {
        ...list,
        data: list.data.map((row) => (row.id === run.id ? { ...row, ...run } : row)),
      };
    });
    if (!shown) void client.invalidateQueries({ queryKey: ['billing-runs', 'getList'] });
  }, [client, run]);
}
