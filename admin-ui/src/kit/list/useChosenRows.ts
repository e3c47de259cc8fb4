import { useDataProvider, useListContext, useResourceContext, type RaRecord } from 'react-admin';
import { useQuery, useQueryClient } from '@tanstack/react-query';

interface ChosenRows<Row> {
  rows: Row[];
  /** Rows ticked on another page, and seen before a reload, are still being fetched. */
  pending: boolean;
  clear: () => void;
}

/** The records behind the ticks of a list, also those on pages that are not shown just now. */
export function useChosenRows<Row extends RaRecord>(): ChosenRows<Row> {
  const resource = useResourceContext() ?? '';
  const { selectedIds, data, onUnselectItems } = useListContext<Row>();
  const client = useQueryClient();
  const provider = useDataProvider();
  const known = new Map<unknown, Row>();
  for (const [, page] of client.getQueriesData<{ data?: Row[] }>({
    queryKey: [resource, 'getList'],
  }))
    for (const row of page?.data ?? []) known.set(row.id, row);
  // What is on the screen is the newest.
  for (const row of data ?? []) known.set(row.id, row);
  const missing = selectedIds.filter((id) => !known.has(id));
  const fetched = useQuery({
    queryKey: [resource, 'chosen', missing],
    queryFn: async () => (await provider.getMany<Row>(resource, { ids: missing })).data,
    enabled: missing.length > 0,
  });
  for (const row of fetched.data ?? []) known.set(row.id, row);
  const rows = selectedIds.flatMap((id) => known.get(id) ?? []);
  return { rows, pending: missing.length > 0 && fetched.isPending, clear: () => onUnselectItems() };
}
