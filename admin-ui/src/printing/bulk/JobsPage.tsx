import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import { NoAccess } from '../../kit/pages.tsx';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  InstantText,
  PageHeader,
  useCan,
  useLocale,
} from '../../kit/index.ts';
import { isUnderWay, JobsQuery, type Job } from './api.ts';
import { JobProgress } from './JobProgress.tsx';

/** The files of many documents that were asked for lately, newest first. */
export function JobsPage() {
  const mayRead = useCan('invoices:read');
  const { data, error, refetch } = useQuery({
    queryKey: ['document-jobs'],
    queryFn: async () => (await request(JobsQuery)).documentJobs,
    enabled: mayRead,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 1000 : false),
  });
  if (!mayRead) return <NoAccess />;
  return (
    <Box sx={{ maxWidth: 860 }}>
      <PageHeader
        title="Downloads"
        description="Files of many invoices at once. They are made in the background, whether or not you stay here, and kept for a day."
        back={{ label: 'Invoices', to: '/invoices' }}
      />
      {error && (
        <ErrorState
          error={error}
          what="The downloads could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={6} />}
      {data?.length === 0 && (
        <EmptyState
          title="No downloads"
          action={
            <Button component={RouterLink} to="/invoices" variant="contained">
              Choose invoices
            </Button>
          }
        >
          Tick invoices in their list, or take everything a filter finds, and press “Download PDFs”.
          The file appears here.
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Card
          component="ol"
          aria-label="Downloads"
          sx={{ listStyle: 'none', margin: 0, padding: 0 }}
        >
          {data.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </Card>
      )}
    </Box>
  );
}

function JobRow({ job }: { job: Job }) {
  const locale = useLocale();
  const what = `${countOf(job.total, 'invoice', 'invoices', locale)} as ${job.format === 'ZIP' ? 'a ZIP of PDFs' : 'one PDF'}`;
  return (
    <Box
      component="li"
      sx={{
        padding: 2,
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 1fr)' },
        alignItems: 'center',
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box>
        <Typography variant="h2" sx={{ fontSize: '0.875rem' }}>
          {what}
        </Typography>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
          Asked for <InstantText at={job.createdAt} /> by {job.createdBy}
        </Box>
      </Box>
      <JobProgress job={job} />
    </Box>
  );
}
