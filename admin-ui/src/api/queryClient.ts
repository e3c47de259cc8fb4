import { QueryClient, type QueryKey, type SetDataOptions } from '@tanstack/react-query';

/**
 * What was read, kept for a moment. A row of a list never stands for its whole record: react-admin
 * would begin a record's page with the row that led there, and a form would save what the row did
 * not have as empty. So a record that is not there is made by its own answer only.
 */
class WholeRecords extends QueryClient {
  override setQueryData = ((key: QueryKey, data: unknown, options?: SetDataOptions) =>
    key[1] === 'getOne' && typeof data === 'function' && this.getQueryData(key) === undefined
      ? undefined
      : super.setQueryData(key, data, options)) as QueryClient['setQueryData'];
}

export const queryClient = new WholeRecords({
  defaultOptions: {
    // A refusal stays a refusal; trying again only makes the person wait for it.
    queries: { retry: false, staleTime: 5_000 },
  },
});
