import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { PartnerHostsQuery } from '../generated/graphql.ts';

const hostsDocument = graphql(`
  query PartnerHosts($id: ID!) {
    partner(id: $id) {
      id
      hosts {
        host
        status
        unusable
        recordName
        recordValue
      }
    }
  }
`);

export type Host = PartnerHostsQuery['partner']['hosts'][number];

const hostsKey = (partnerId: string) => ['partner-hosts', partnerId];

/** Reads the hosts again after one of them changed. */
export function useHostsChanged(partnerId: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: hostsKey(partnerId) });
}

/** The hosts of a partner's portal, with what proves those that wait. */
export function usePortalHosts(partnerId: string): UseQueryResult<PartnerHostsQuery> {
  return useQuery({
    queryKey: hostsKey(partnerId),
    queryFn: () => request(hostsDocument, { id: partnerId }),
  });
}
