import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { useCan, usePartnerScope } from '../kit/index.ts';
import { RunsWaitingQuery } from './api.ts';

/** Where several previews wait: the way to look at them side by side and confirm them together. */
export function WaitingTogether() {
  const mayConfirm = useCan('billing-runs:confirm');
  const { partnerId } = usePartnerScope();
  const { data } = useQuery({
    queryKey: ['runs-waiting', 'together', partnerId],
    queryFn: async () => (await request(RunsWaitingQuery, { partnerId })).billingRuns.nodes,
    enabled: mayConfirm,
  });
  if (!data || data.length < 2) return null;
  return (
    <Button
      variant="outlined"
      component={RouterLink}
      to={`/billing-runs/create?made=${data.map(({ id }) => id).join(',')}`}
    >
      Look at {countOf(data.length, 'waiting preview')} together
    </Button>
  );
}
