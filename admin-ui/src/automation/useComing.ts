import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { useCan, usePartnerScope, useViewer } from '../kit/index.ts';
import { comingRunsDocument } from './api.ts';

/** What comes by itself for a partner; asked anew whenever runs are. */
export function useComing(partnerId: string | null) {
  const mayRead = useCan('settings:read');
  return useQuery({
    queryKey: ['billing-runs', 'coming', partnerId],
    queryFn: async () =>
      (await request(comingRunsDocument, { partnerId: partnerId ?? '' })).automationSettings,
    enabled: partnerId !== null && mayRead,
  });
}

/** The partner of the switch, or the viewer's own. */
export function useScopePartnerId(): string | null {
  const viewer = useViewer();
  const { partnerId } = usePartnerScope();
  return partnerId ?? viewer?.partner.id ?? null;
}
