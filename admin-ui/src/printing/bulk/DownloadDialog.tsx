import { useId, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Link,
  Radio,
  RadioGroup,
} from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formatNumber } from '@backhaul/design';
import { plural } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import type { DocumentJobFormat, InvoiceFilter } from '../../generated/graphql.ts';
import { ErrorState, useLocale } from '../../kit/index.ts';
import { CountInvoices, CreateJob, isUnderWay, JobQuery, type Job } from './api.ts';
import { JobProgress } from './JobProgress.tsx';

/** The invoices by their ids, or all that a filter finds. */
export type Chosen =
  | { invoiceIds: string[]; filter?: never }
  | { filter: InvoiceFilter; invoiceIds?: never };

interface DownloadDialogProps {
  chosen: Chosen;
  /** "of the run for 1 April", "the filter finds"; nothing for ticked ones. */
  which?: string;
  onClose: () => void;
}

/** More would be no file that anybody opens; the server says the same. */
const most = 20_000;

/** Many invoices as one file: how many, of which form; then how far it is, then the file. */
export function DownloadDialog({ chosen, which = '', onClose }: DownloadDialogProps) {
  const locale = useLocale();
  const queryClient = useQueryClient();
  const submission = useSubmit();
  const [format, setFormat] = useState<DocumentJobFormat>('ZIP');
  const [made, setMade] = useState<Job | null>(null);
  const counted = useQuery({
    queryKey: ['invoices', 'count', chosen.filter],
    queryFn: async () =>
      (await request(CountInvoices, { filter: chosen.filter ?? null })).invoices.totalCount,
    enabled: chosen.filter !== undefined,
    staleTime: 0,
  });
  const count = chosen.invoiceIds ? chosen.invoiceIds.length : counted.data;
  if (made) return <Progress first={made} onClose={onClose} />;
  const many = count === undefined ? '…' : formatNumber(count, locale);
  const noun = plural(count ?? 0, 'invoice');
  const tooMany = count !== undefined && count > most;
  const start = () =>
    submission.submit(async () => {
      setMade((await request(CreateJob, { input: { format, ...chosen } })).createDocumentJob);
      void queryClient.invalidateQueries({ queryKey: ['document-jobs'] });
    });
  return (
    <FormDialog
      title="Download PDFs"
      submitLabel={
        count === undefined
          ? 'Make the file'
          : `Make ${format === 'ZIP' ? 'a ZIP' : 'one PDF'} of ${many} ${noun}`
      }
      submission={submission}
      onSubmit={() => void start()}
      onClose={onClose}
      failure="The file was not ordered."
      width="xs"
      disabled={!count || tooMany}
    >
      {counted.error && (
        <ErrorState
          error={counted.error}
          what="The invoices could not be counted."
          onRetry={() => void counted.refetch()}
        />
      )}
      <Box role="status">
        {count === 0 ? (
          'There is no invoice to print.'
        ) : tooMany ? (
          `${many} ${noun} are too many for one file: ${formatNumber(most, locale)} is the most. Narrow the filter, by date for example.`
        ) : (
          <>
            <strong>
              {many} {noun}
            </strong>{' '}
            {which}
            {which ? ' ' : ''}will be put into one file, in the background: you can go on working.
          </>
        )}
      </Box>
      <RadioGroup
        aria-label="As"
        value={format}
        onChange={(_, value) => setFormat(value === 'PDF' ? 'PDF' : 'ZIP')}
      >
        <FormControlLabel
          value="ZIP"
          control={<Radio />}
          label="A ZIP with one PDF for each, to file or send on"
        />
        <FormControlLabel
          value="PDF"
          control={<Radio />}
          label="One PDF with all pages, to print"
        />
      </RadioGroup>
      <Box sx={{ fontSize: '0.8125rem' }}>
        <Link component={RouterLink} to="/documents/jobs">
          Files made earlier
        </Link>
      </Box>
    </FormDialog>
  );
}

function Progress({ first, onClose }: { first: Job; onClose: () => void }) {
  const titleId = useId();
  const { data: job } = useQuery({
    queryKey: ['document-job', first.id],
    queryFn: async () => (await request(JobQuery, { id: first.id })).documentJob,
    initialData: first,
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 700 : false),
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>
        {isUnderWay(job)
          ? 'The file is being made'
          : job.status === 'READY'
            ? 'The file is ready'
            : 'The file was not made'}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <JobProgress job={job} />
        {isUnderWay(job) && (
          <Box sx={{ color: 'text.secondary' }}>
            You may close this: it goes on, and waits for you under{' '}
            <Link component={RouterLink} to="/documents/jobs">
              Downloads
            </Link>
            .
          </Box>
        )}
      </DialogContent>
      <DialogActions sx={{ paddingInline: 3, paddingBlockEnd: 2.5 }}>
        <Button onClick={onClose} color="inherit">
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
