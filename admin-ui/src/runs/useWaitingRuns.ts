import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { graphql } from '../generated/index.ts';
import { request, useSubscription } from '../api/client.ts';
import { useCan } from '../api/access.ts';
import { usePartnerScope } from '../kit/scope/partnerScope.ts';

const waitingCountDocument = graphql(`
  query RunsWaitingCount($partnerId: ID) {
    billingRuns(filter: { status: READY, partnerId: $partnerId, fromAbove: false }, first: 1) {
      totalCount
    }
  }
`);

const runsChangedDocument = graphql(`
  subscription RunsChanged {
    billingRuns {
      id
      status
    }
  }
`);

/**
 * Keeps what depends on billing runs fresh on every page, and with it the live connection; gives
 * how many wait to be confirmed.
 */
export function useWaitingRuns(): number {
  const seesRuns = useCan('billing-runs:read');
  const { partnerId } = usePartnerScope();
  const queryClient = useQueryClient();
  const pushed = useSubscription(runsChangedDocument, seesRuns ? {} : null);
  // Progress is pushed many times a second; only a change of status alters what waits.
  const change = pushed.data
    ? `${pushed.data.billingRuns.id} ${pushed.data.billingRuns.status}`
    : null;
  useEffect(() => {
    if (change !== null) void queryClient.invalidateQueries({ queryKey: ['runs-waiting'] });
  }, [change, queryClient]);
  const { data } = useQuery({
    queryKey: ['runs-waiting', 'count', partnerId],
    queryFn: () => request(waitingCountDocument, { partnerId }),
    enabled: seesRuns,
  });
  return data?.billingRuns.totalCount ?? 0;
}
