import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { viewerDocument } from '../../api/viewer.ts';
import { graphql } from '../../generated/index.ts';
import { usePartnerScope } from './partnerScope.ts';

const clockDocument = graphql(`
  query ShownClock($id: ID!) {
    partner(id: $id) {
      clock
    }
  }
`);

/** How often the day is asked for: it moves while somebody moves it, on whatever page one is. */
const EVERY_MS = 3000;

/** The day that it is at the test partner that the pages show; null where they show a real one. */
export function useTestDay(): string | null {
  const { partner, partnerId } = usePartnerScope();
  const { data } = useQuery({
    queryKey: ['partners', 'shown-clock', partner?.id, partnerId],
    // who may not look at partners still knows its own
    queryFn: async () =>
      partnerId === null
        ? ((await request(viewerDocument)).viewer?.partner.clock ?? null)
        : (await request(clockDocument, { id: partnerId })).partner.clock,
    enabled: partner?.test === true,
    refetchInterval: EVERY_MS,
  });
  return partner?.test ? (data ?? partner.clock) : null;
}
