import { useState } from 'react';
import { Box, Button, Card } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatDate } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { MassJobPartsFragment } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { countOf } from '@backhaul/domain/text/plural';
import {
  BlockSkeleton,
  DateText,
  EmptyState,
  ErrorState,
  PageHeader,
  useCan,
  useLocale,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { MassJobsQuery, UndoMassJob } from './api.ts';
import { MassJobDialog } from './MassJobDialog.tsx';
import { isWorking } from './useMassJob.ts';
import { sayOutcome, wordsOf } from './words.ts';

type Job = MassJobPartsFragment;
const PAGE = 50;
/** While something is under way, it is asked for so often. */
const AGAIN_MS = 2000;

/** What was done to many records at once, and taking it back. */
export function MassJobsPage() {
  const mayRead = useCan('mass:run');
  const [open, setOpen] = useState<Job | null>(null);
  const [undoing, setUndoing] = useState<Job | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['mass-jobs', 'latest'],
    queryFn: async () => (await request(MassJobsQuery, { first: PAGE })).massJobs,
    enabled: mayRead,
    refetchInterval: ({ state }) => (state.data?.some(isWorking) ? AGAIN_MS : false),
  });
  if (!mayRead) return <NoAccess />;
  const again = () => void refetch();
  return (
    <Box sx={{ maxWidth: 1000 }}>
      <PageHeader
        title="Work on many records"
        description="What was done to many records at once. Changes can be taken back for 30 days, where nothing has touched them since."
      />
      {error && !data && (
        <ErrorState error={error} what="The work could not be loaded." onRetry={again} />
      )}
      {!data && !error && <BlockSkeleton lines={6} />}
      {data?.length === 0 && (
        <EmptyState title="Nothing was done to many records yet">
          Tick customers, services or invoices in their lists, and choose what is to be done with
          all of them.
        </EmptyState>
      )}
      {data && data.length > 0 && <Jobs jobs={data} onOpen={setOpen} onUndo={setUndoing} />}
      {undoing && (
        <AskUndo
          job={undoing}
          onClose={() => setUndoing(null)}
          onBegun={(job) => {
            setUndoing(null);
            setOpen(job);
            again();
          }}
        />
      )}
      {open && (
        <MassJobDialog
          begun={open}
          title={whatOf(open)}
          onClose={() => {
            setOpen(null);
            again();
          }}
        />
      )}
    </Box>
  );
}

interface JobsProps {
  jobs: readonly Job[];
  onOpen: (job: Job) => void;
  onUndo: (job: Job) => void;
}

function Jobs({ jobs, onOpen, onUndo }: JobsProps) {
  return (
    <Card
      component="ul"
      aria-label="Work on many records"
      sx={{ listStyle: 'none', margin: 0, padding: 0 }}
    >
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} onOpen={onOpen} onUndo={onUndo} />
      ))}
    </Card>
  );
}

function JobLine({ job, onOpen, onUndo }: Omit<JobsProps, 'jobs'> & { job: Job }) {
  const locale = useLocale();
  const { createdBy, createdAt, undoableUntil } = job;
  const until = undoableUntil && formatDate(undoableUntil.slice(0, 10), locale);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        padding: 2,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        '&:last-of-type': { borderBlockEnd: 0 },
      }}
    >
      <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Button size="small" onClick={() => onOpen(job)} sx={{ marginInlineStart: -1 }}>
          {whatOf(job)}
        </Button>
        <Box>{isWorking(job) ? 'Under way' : sayOutcome(job, locale)}</Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {createdBy}, <DateText date={createdAt.slice(0, 10)} />
          {until && ` · can be taken back until ${until}`}
        </Box>
      </Box>
      {until && (
        <Button size="small" variant="outlined" onClick={() => onUndo(job)}>
          Take back
        </Button>
      )}
    </Box>
  );
}

function whatOf(job: Job): string {
  const { act, many } = wordsOf(job);
  return `${act} ${many}`;
}

interface AskUndoProps {
  job: Job;
  onBegun: (job: Job) => void;
  onClose: () => void;
}

/** Says what taking back means, before it is done. */
function AskUndo({ job, onBegun, onClose }: AskUndoProps) {
  const locale = useLocale();
  const submission = useSubmit();
  const { one, many } = wordsOf(job);
  const undo = () =>
    submission.submit(async () => {
      onBegun((await request(UndoMassJob, { id: job.id })).undoMassJob);
    });
  const records = countOf(job.changes, one, many, locale);
  return (
    <FormDialog
      title={`Take back what changed of ${records}`}
      submitLabel="Take back"
      busyLabel="Beginning"
      danger
      submission={submission}
      onSubmit={() => void undo()}
      onClose={onClose}
      failure="Nothing was taken back."
      width="xs"
    >
      <Box>
        Each gets back what it had before. What somebody has changed since stays as it is, and is
        listed with the reason.
      </Box>
    </FormDialog>
  );
}
