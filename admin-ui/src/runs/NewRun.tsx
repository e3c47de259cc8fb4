import { useSearchParams } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { Box, Card } from '@mui/material';
import { request } from '../api/client.ts';
import { BlockSkeleton, ErrorState, PageHeader, usePartnerScope } from '../kit/index.ts';
import { SuggestedDateQuery } from './api.ts';
import { MadeRuns } from './MadeRuns.tsx';
import { RunChoices } from './RunChoices.tsx';

/** A new run: which date, whose customers, and one preview or several; then the previews as they come. */
export function NewRun() {
  const [params] = useSearchParams();
  // Kept in the URL, so that a reload shows the previews and doesn't make them again.
  const made = params.get('made')?.split(',').filter(Boolean) ?? [];
  return made.length > 0 ? <MadeRuns ids={made} /> : <NewRunForm />;
}

function NewRunForm() {
  const { partner } = usePartnerScope();
  const suggested = useQuery({
    queryKey: ['billing-runs', 'suggested-date', partner?.id],
    queryFn: () => request(SuggestedDateQuery, { partnerId: partner?.id ?? null }),
    enabled: partner !== null,
  });
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeader
        title="New billing run"
        back={{ label: 'Billing runs', to: '/billing-runs' }}
        description="A preview first: you see every invoice before anything is charged."
      />
      {suggested.error && (
        <ErrorState
          error={suggested.error}
          what="The usual billing date could not be found out."
          onRetry={() => void suggested.refetch()}
        />
      )}
      {partner && suggested.data ? (
        <RunChoices
          key={partner.id}
          usual={suggested.data.suggestedBillingDate}
          partnerId={partner.id}
        />
      ) : (
        !suggested.error && (
          <Card sx={{ padding: 3 }}>
            <BlockSkeleton lines={8} />
          </Card>
        )
      )}
    </Box>
  );
}
