import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { useCan } from '../kit/index.ts';
import { graphql } from '../generated/index.ts';

/** One is enough: how many there are is what is shown. */
const WaitingQuery = graphql(`
  query BankWaiting {
    bankTransactions(filter: { waiting: true }, first: 1) {
      totalCount
    }
  }
`);

/** How many entries of bank statements wait for somebody; 0 until it is known, and for who may not read them. */
export function useBankWaiting(): number {
  const { data } = useQuery({
    queryKey: ['bank-waiting'],
    queryFn: () => request(WaitingQuery),
    enabled: useCan('bank:read'),
  });
  return data?.bankTransactions.totalCount ?? 0;
}
