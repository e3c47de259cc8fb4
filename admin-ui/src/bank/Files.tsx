import { useState } from 'react';
import { Box, Button, Card, CardContent, LinearProgress, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import {
  BlockSkeleton,
  ErrorState,
  InstantText,
  ToneChip,
  useCan,
  usePartnerScope,
} from '../kit/index.ts';
import { FilesQuery, UndoFile, type FileParts } from './api.ts';
import { SkippedDialog } from './SkippedDialog.tsx';
import { FILE_WORDS } from './words.ts';

const MOVING_MS = 700;

/** The files that were sent, latest first, with what became of each; those being read move. */
export function Files() {
  const { partnerId } = usePartnerScope();
  const { data, error, refetch } = useQuery({
    queryKey: ['bank-files', partnerId],
    queryFn: async () => (await request(FilesQuery, { partnerId })).bankFiles,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'READING') ? MOVING_MS : false,
  });
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The files could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={4} />;
  if (!data.length) return null;
  return (
    <Card component="section" aria-labelledby="files">
      <CardContent>
        <Typography variant="h2" id="files" sx={{ marginBlockEnd: 1 }}>
          Files
        </Typography>
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {data.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}

function FileRow({ file }: { file: FileParts }) {
  const mayWrite = useCan('bank:write');
  const [undoing, setUndoing] = useState(false);
  const [shown, setShown] = useState(false);
  const { label, tone } = FILE_WORDS[file.status];
  return (
    <Box
      component="li"
      sx={{ paddingBlock: 1.5, borderBlockStart: '1px solid', borderColor: 'divider' }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{file.name}</Box>
        <ToneChip tone={tone} label={label} />
        <Box sx={{ color: 'text.secondary' }}>
          {file.status === 'DONE' &&
            `${countOf(file.entriesNew, 'entry', 'entries')} new, ${file.entriesKnown} known, ${file.posted} posted; `}
          {file.alreadyImported && 'the same file came again and was not read twice; '}
          sent by {file.createdBy} on <InstantText at={file.createdAt} exact />
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginInlineStart: 'auto' }}>
          {file.status === 'DONE' && file.entriesKnown > 0 && (
            <Button size="small" color="inherit" onClick={() => setShown(true)}>
              Show what was known
            </Button>
          )}
          {mayWrite && file.status === 'DONE' && (
            <Button size="small" color="inherit" onClick={() => setUndoing(true)}>
              Take it back
            </Button>
          )}
        </Box>
      </Box>
      {file.status === 'READING' && (
        <LinearProgress
          variant="determinate"
          value={Math.round(file.progress * 100)}
          aria-label={`Reading ${file.name}`}
          sx={{ marginBlockStart: 1 }}
        />
      )}
      {file.failure && <Box sx={{ color: 'error.main' }}>{file.failure}</Box>}
      {file.warnings.length > 0 && (
        <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, color: 'text.secondary' }}>
          {file.warnings.slice(0, 5).map((warning, i) => (
            <li key={`${warning.code} ${i}`}>
              {warning.line !== null && `Line ${warning.line}: `}
              {warning.message}
            </li>
          ))}
          {file.warnings.length > 5 && <li>And {file.warnings.length - 5} more.</li>}
        </Box>
      )}
      {shown && <SkippedDialog file={file} onClose={() => setShown(false)} />}
      {undoing && <UndoFileDialog file={file} onClose={() => setUndoing(false)} />}
    </Box>
  );
}

function UndoFileDialog({ file, onClose }: { file: FileParts; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const client = useQueryClient();
  const refresh = useRefresh();
  const submission = useSubmit();
  const send = () =>
    submission.submit(async () => {
      await request(UndoFile, { id: file.id, reason });
      await client.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('bank-'),
      });
      await refresh();
    });
  return (
    <FormDialog
      title={`Take back ${file.name}`}
      submitLabel="Take it back"
      submission={submission}
      onSubmit={() => void send().then((done) => done && onClose())}
      onClose={onClose}
      disabled={!reason.trim()}
      danger
      failure="Nothing was taken back."
    >
      <Box>
        {countOf(file.posted, 'posted entry', 'posted entries')} of it{' '}
        {plural(file.posted, 'is', 'are')} reversed, all {file.entriesNew} are withdrawn. Then the
        file can be sent again.
      </Box>
      <Field
        name="reason"
        label="Reason"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        required
        autoFocus
      />
    </FormDialog>
  );
}
