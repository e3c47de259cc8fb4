import { Alert, Box } from '@mui/material';
import { BlockSkeleton, ErrorState, PageHeader, ToneChip } from '../kit/index.ts';
import type { ImportJob } from './api.ts';
import { CheckStep } from './CheckStep.tsx';
import { MapStep } from './MapStep.tsx';
import { ResultStep } from './ResultStep.tsx';
import { useImportJob } from './useImportJob.ts';
import { Working } from './Working.tsx';
import { isWorking, kindWords, statusWords, stepOf, STEPS } from './words.ts';

/** One import, at the step at which it is. */
export function JobPage({ id }: { id: string }) {
  const { data: job, error, refetch } = useImportJob(id);
  return (
    <Box sx={{ maxWidth: 1280 }}>
      <PageHeader
        title={job ? job.fileName : 'Import'}
        aside={job && <ToneChip {...statusWords(job)} />}
        back={{ label: 'Imports', to: '/imports' }}
        description={job && `${kindWords(job.kind).many} of ${job.partner.name}`}
      />
      {error && !job && (
        <ErrorState
          error={error}
          what="The import could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!job && !error && <BlockSkeleton lines={6} />}
      {job && (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
          <Steps at={stepOf(job)} />
          <Step job={job} />
        </Box>
      )}
    </Box>
  );
}

function Step({ job }: { job: ImportJob }) {
  if (isWorking(job)) return <Working job={job} />;
  if (job.status === 'UPLOADED' || job.status === 'MAPPED')
    return (
      <MapStep key={`${job.encoding} ${job.delimiter} ${job.sheet} ${job.headerRow}`} job={job} />
    );
  if (job.status === 'CHECKED') return <CheckStep job={job} />;
  return (
    <>
      {job.status === 'FAILED' && (
        <Alert severity="error" variant="outlined">
          {job.failure ?? 'The server failed at it.'} What is written is written once.
        </Alert>
      )}
      <ResultStep job={job} />
    </>
  );
}

/** Where an import stands among its steps. */
function Steps({ at }: { at: number }) {
  return (
    <Box
      component="ol"
      aria-label="Steps"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, listStyle: 'none', margin: 0, padding: 0 }}
    >
      {STEPS.map((label, i) => (
        <Box
          component="li"
          key={label}
          aria-current={i === at ? 'step' : undefined}
          sx={{
            paddingInline: 1.25,
            paddingBlock: 0.5,
            border: 1,
            borderRadius: 1,
            borderColor: i === at ? 'primary.main' : 'divider',
            color: i === at ? 'text.primary' : 'text.secondary',
            fontWeight: i === at ? 600 : 400,
          }}
        >
          {i < at ? '✓ ' : `${i + 1} `}
          {label}
        </Box>
      ))}
    </Box>
  );
}
