import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';

const usualTaxRateDocument = graphql(`
  query UsualTaxRate($partnerId: ID!) {
    usualTaxRate(partnerId: $partnerId) {
      id
    }
  }
`);

/** What most of what a partner sells is taxed with; nothing when it cannot be told. */
export function useUsualTaxRate(partnerId: string | undefined) {
  return useQuery({
    queryKey: ['tax-rates', 'usual', partnerId],
    queryFn: async () =>
      (await request(usualTaxRateDocument, { partnerId: partnerId ?? '' })).usualTaxRate?.id ??
      null,
    enabled: partnerId !== undefined,
  });
}
