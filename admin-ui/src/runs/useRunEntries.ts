import { useCallback, useMemo, useState } from 'react';
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { BillingRunEntryFilter, RunEntryFragment, SortInput } from '../generated/graphql.ts';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { RunEntriesQuery, RunEntryAmountsQuery } from './api.ts';

const pageSize = 100;

export interface RunEntries {
  /** Null until the first page has arrived. */
  count: number | null;
  /** Undefined while its page is on its way. */
  entryAt: (index: number) => RunEntryFragment | undefined;
  /** Tells which rows can be seen, so that their pages are fetched. */
  show: (first: number, last: number) => void;
  error: Error | null;
  refetch: () => void;
  /**
   * Where the next customer with a flag is, from an index on and round to the start; null when
   * nobody has one.
   */
  findFlagged: (from: number) => Promise<number | null>;
}

export function entriesKey(runId: string): readonly unknown[] {
  return ['billing-runs', runId, 'entries'];
}

/** The customers of a run, however many, fetched a page at a time where the table is looking. */
export function useRunEntries(
  runId: string,
  filter: BillingRunEntryFilter,
  sort: SortInput[],
): RunEntries {
  const client = useQueryClient();
  const [pages, setPages] = useState<readonly number[]>([0]);
  const pageQuery = (page: number) => ({
    queryKey: [...entriesKey(runId), filter, sort, page],
    queryFn: () =>
      request(RunEntriesQuery, {
        id: runId,
        filter,
        sort,
        first: pageSize,
        offset: page * pageSize,
      }),
    staleTime: 60_000,
  });
  const queries = useQueries({ queries: pages.map(pageQuery) });
  const loaded = new Map(pages.map((page, at) => [page, queries[at]?.data?.billingRun.entries]));
  const known = queries.find((query) => query.data)?.data?.billingRun.entries.totalCount;
  const show = useCallback((first: number, last: number) => {
    const wanted: number[] = [];
    for (
      let page = Math.floor(Math.max(0, first) / pageSize);
      page <= Math.floor(Math.max(0, last) / pageSize);
      page += 1
    )
      wanted.push(page);
    setPages((before) => (before.join() === wanted.join() ? before : wanted));
  }, []);
  const findFlagged = async (from: number): Promise<number | null> => {
    const pageCount = Math.ceil((known ?? 0) / pageSize);
    const start = from >= (known ?? 0) ? 0 : from;
    // The page of the start is looked at twice: first from the start on, at the end whole.
    for (let step = 0; step <= pageCount; step += 1) {
      const page = (Math.floor(start / pageSize) + step) % Math.max(1, pageCount);
      const { billingRun } = await client.fetchQuery(pageQuery(page));
      const within = billingRun.entries.nodes.findIndex(
        (entry, at) => entry.flags.length > 0 && (step > 0 || page * pageSize + at >= start),
      );
      if (within >= 0) return page * pageSize + within;
    }
    return null;
  };
  return {
    count: known ?? null,
    entryAt: (index) => loaded.get(Math.floor(index / pageSize))?.nodes[index % pageSize],
    show,
    error: queries.find((query) => query.error)?.error ?? null,
    findFlagged,
    refetch: () => queries.forEach((query) => void query.refetch()),
  };
}

export interface FilterTotal {
  currency: string;
  invoices: number;
  net: string;
  tax: string;
  total: string;
}

/** Adding up more than this in the browser would be slow; the download has every amount. */
const mostToAdd = 4000;
const amountsPage = 200;

interface Amounts {
  currency: string;
  net: string;
  tax: string;
  total: string;
  createsInvoice: boolean;
}

async function fetchAmounts(
  runId: string,
  filter: BillingRunEntryFilter,
): Promise<Amounts[] | null> {
  const all: Amounts[] = [];
  for (;;) {
    const { billingRun } = await request(RunEntryAmountsQuery, {
      id: runId,
      filter,
      first: amountsPage,
      offset: all.length,
    });
    if (billingRun.entries.totalCount > mostToAdd) return null;
    all.push(...billingRun.entries.nodes);
    if (billingRun.entries.nodes.length === 0 || all.length >= billingRun.entries.totalCount)
      return all;
  }
}

function addUp(amounts: readonly Amounts[]): FilterTotal[] {
  const currencies = [...new Set(amounts.map((amount) => amount.currency))].sort();
  return currencies.map((currency) => {
    const own = amounts.filter((amount) => amount.currency === currency);
    return {
      currency,
      invoices: own.filter((amount) => amount.createsInvoice).length,
      net: addDecimals(own.map((amount) => amount.net)),
      tax: addDecimals(own.map((amount) => amount.tax)),
      total: addDecimals(own.map((amount) => amount.total)),
    };
  });
}

/**
 * Totals of what a flag or a search leaves in the table; null while they are being added up, or
 * when they are too many.
 */
export function useFilterTotals(
  runId: string,
  filter: BillingRunEntryFilter | null,
): { totals: FilterTotal[] | null; tooMany: boolean } {
  const query = useQuery({
    queryKey: [...entriesKey(runId), 'amounts', filter],
    queryFn: () => fetchAmounts(runId, filter ?? {}),
    enabled: filter !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const totals = useMemo(() => (query.data ? addUp(query.data) : null), [query.data]);
  return { totals: filter === null ? null : totals, tooMany: query.data === null };
}
