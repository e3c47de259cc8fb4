import { useEffect, useRef, useState } from 'react';
import { Box, Button, Card, CardContent, LinearProgress, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
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

interface FilesProps {
  /** One of them alone. */
  only?: string;
}

/** The files that were sent, latest first, with what became of each; those being read move. */
export function Files({ only }: FilesProps) {
  const { partnerId } = usePartnerScope();
  const { data, error, refetch } = useQuery({
    queryKey: ['bank-files', partnerId],
    queryFn: async () => (await request(FilesQuery, { partnerId })).bankFiles,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'READING') ? MOVING_MS : false,
  });
  useWhenRead(data);
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The files could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={4} />;
  const shown = only ? data.filter(({ id }) => id === only) : data;
  if (!shown.length) return null;
  return (
    <Card component="section" aria-labelledby="files">
      <CardContent>
        <Typography variant="h2" id="files" sx={{ marginBlockEnd: 1 }}>
          {only ? 'What became of it' : 'Files'}
        </Typography>
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {shown.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}

/** As soon as a file was read, accounts, queue and what follows money are asked for again. */
function useWhenRead(files: readonly FileParts[] | undefined): void {
  const client = useQueryClient();
  const refresh = useRefresh();
  const reading = useRef<readonly string[]>([]);
  useEffect(() => {
    if (!files) return;
    const still = files.flatMap(({ id, status }) => (status === 'READING' ? [id] : []));
    const ended = reading.current.some((id) => !still.includes(id));
    reading.current = still;
    if (!ended) return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => readAnew(queryKey[0]) });
    void refresh();
  }, [files, client, refresh]);
}

const readAnew = (name: unknown) => String(name).startsWith('bank-') && name !== 'bank-files';

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
          {mayWrite && file.status === 'FAILED' && file.format === 'CSV' && (
            <Button size="small" component={Link} to="/bank/csv">
              Say which column is what
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

/** What taking a file back does, for none, one and many. */
function withdrawing({ entriesNew, posted }: FileParts): string {
  if (!entriesNew) return 'No entry came with it.';
  const entries = countOf(entriesNew, 'entry', 'entries');
  if (!posted)
    return `${entries} of it ${plural(entriesNew, 'is', 'are')} withdrawn; none is posted.`;
  if (entriesNew === 1) return 'Its one entry is withdrawn, and what was posted of it is reversed.';
  const reversed =
    posted === entriesNew
      ? 'what was posted of them is reversed'
      : `what was posted of ${posted} of them is reversed`;
  return `${entries} of it are withdrawn, and ${reversed}.`;
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
      <Box>{withdrawing(file)} Then the file can be sent again.</Box>
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
