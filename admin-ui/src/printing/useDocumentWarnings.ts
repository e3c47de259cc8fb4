import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { graphql } from '../generated/index.ts';
import { useAsked, type Asked } from '../kit/Warnings.tsx';

const DocumentWarningsQuery = graphql(`
  query DocumentWarnings($customerId: ID!, $date: Date!) {
    documentWarnings(customerId: $customerId, date: $date) {
      code
      message
    }
  }
`);

/**
 * What the server finds unusual about a document or payment of a customer with a date; others: what
 * is known besides.
 */
export function useDocumentWarnings(
  customerId: string | null,
  date: string,
  others: readonly { code: string; message: string }[] = [],
): Asked {
  const { data } = useQuery({
    queryKey: ['document-warnings', customerId, date],
    queryFn: async () =>
      (await request(DocumentWarningsQuery, { customerId: customerId ?? '', date }))
        .documentWarnings,
    enabled: customerId !== null && isLocalDate(date),
  });
  return useAsked([...(data ?? []), ...others]);
}
