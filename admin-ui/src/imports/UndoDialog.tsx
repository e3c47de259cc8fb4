import { Box, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { UndoPreviewQuery as Looked } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { BlockSkeleton, ErrorState, useLocale } from '../kit/index.ts';
import { UndoImport, UndoPreviewQuery, type ImportJob } from './api.ts';
import { kindWords } from './words.ts';

type Look = Looked['undoPreview'];

/** What taking an import back would do, and the decision. */
export function UndoDialog({ job, onClose }: { job: ImportJob; onClose: () => void }) {
  const client = useQueryClient();
  const submission = useSubmit();
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', job.id, 'undo'],
    queryFn: async () => (await request(UndoPreviewQuery, { id: job.id })).undoPreview,
    // what happened meanwhile counts
    gcTime: 0,
  });
  const undo = () =>
    submission.submit(async () => {
      const { undoImport } = await request(UndoImport, { id: job.id });
      onClose();
      client.setQueryData(['imports', job.id], undoImport);
    });
  const nothing = data !== undefined && data.removes + data.restores === 0;
  return (
    <FormDialog
      title={`Take back the import of ${job.fileName}`}
      submitLabel={nothing ? null : 'Take back'}
      busyLabel="Beginning"
      danger
      disabled={!data}
      submission={submission}
      onSubmit={() => void undo()}
      onClose={onClose}
      failure="Nothing was taken back."
    >
      {error && !data && (
        <ErrorState
          error={error}
          what="What it would do could not be said."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={4} />}
      {data && <Preview job={job} look={data} />}
    </FormDialog>
  );
}

function Preview({ job, look }: { job: ImportJob; look: Look }) {
  const locale = useLocale();
  const { one, many } = kindWords(job.kind);
  const count = (n: number) => countOf(n, one, many.toLowerCase(), locale);
  const gone = look.removes - look.closes;
  const more = look.keeps - look.kept.length;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, overflowWrap: 'anywhere' }}>
      {gone > 0 && (
        <Box>
          {job.kind === 'OPENING_BALANCE'
            ? `${count(gone)} will be reversed: the entries stay in the books.`
            : `${count(gone)} will be removed.`}
        </Box>
      )}
      {look.closes > 0 && (
        <Box>
          {count(look.closes)} with an opening balance: it will be reversed, and they stay for the
          books, inactive and without their numbers and logins.
        </Box>
      )}
      {look.restores > 0 && <Box>{count(look.restores)} will get back what they had before.</Box>}
      {look.keeps === 0 && <Box>Nothing happened since that would keep any of it.</Box>}
      {look.keeps > 0 && (
        <Box component="section" aria-labelledby="undo-kept">
          <Typography variant="h3" id="undo-kept" sx={{ marginBlockEnd: 0.5 }}>
            {look.keeps === 1 ? '1 stays' : `${look.keeps} stay`}
          </Typography>
          <Box
            component="ul"
            tabIndex={0}
            aria-labelledby="undo-kept"
            sx={{ margin: 0, paddingInlineStart: 2.5, maxHeight: 240, overflowY: 'auto' }}
          >
            {look.kept.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </Box>
          {more > 0 && <Box>and {more} more, which the result lists.</Box>}
        </Box>
      )}
      <Box sx={{ color: 'text.secondary' }}>
        It cannot be put back by itself, but the file can be imported again.
      </Box>
    </Box>
  );
}
