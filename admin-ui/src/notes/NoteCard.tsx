import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { request } from '../api/client.ts';
import type { NoteShownFragment } from '../generated/graphql.ts';
import { FileView } from '../fields/index.ts';
import { InstantText, ToneChip } from '../kit/index.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { UpdateNote } from './api.ts';
import { idOf } from './ids.ts';
import { NoteForm } from './NoteForm.tsx';

interface NoteCardProps {
  customerId: string;
  note: NoteShownFragment;
  mayWrite: boolean;
  onChanged: () => void;
}

/** One note, with what it said before. */
export function NoteCard({ customerId, note, mayWrite, onChanged }: NoteCardProps) {
  const [editing, setEditing] = useState(false);
  const [before, setBefore] = useState(false);
  const submission = useSubmit();
  const pin = () =>
    submission.submit(async () => {
      await request(UpdateNote, { id: note.id, pinned: !note.pinned });
      onChanged();
    });
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'minmax(0, 1fr)',
        padding: 2,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          alignItems: 'center',
          color: 'text.secondary',
          fontSize: '0.8125rem',
        }}
      >
        {note.pinned && <ToneChip tone="waiting" label="Pinned" />}
        <Box component="span">
          {note.author}, <InstantText at={note.createdAt} />
        </Box>
        {note.editedAt && (
          <Button size="small" onClick={() => setBefore(!before)} aria-expanded={before}>
            Edited
          </Button>
        )}
        {mayWrite && !editing && (
          <Box sx={{ marginInlineStart: 'auto', display: 'flex', gap: 1 }}>
            <Button
              size="small"
              color="inherit"
              disabled={submission.busy}
              onClick={() => void pin()}
            >
              {note.pinned ? 'Unpin' : 'Pin'}
            </Button>
            <Button size="small" onClick={() => setEditing(true)}>
              Edit
            </Button>
          </Box>
        )}
      </Box>
      {editing ? (
        <NoteForm
          customerId={customerId}
          note={note}
          onSaved={() => {
            setEditing(false);
            onChanged();
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <Box sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{note.text}</Box>
      )}
      {!editing && note.files.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {note.files.map((file) => (
            <FileView key={file} id={idOf(file)} label="File of the note" />
          ))}
        </Box>
      )}
      {before && <Before history={note.history} />}
      <FormError error={submission.error} failure="The note was not changed." />
    </Box>
  );
}

/** What a note said before, latest first. */
function Before({ history }: Pick<NoteShownFragment, 'history'>) {
  return (
    <Box
      component="ol"
      aria-label="What it said before"
      sx={{
        listStyle: 'none',
        margin: 0,
        paddingInlineStart: 2,
        borderInlineStart: '2px solid',
        borderColor: 'divider',
        color: 'text.secondary',
        display: 'grid',
        gap: 1,
      }}
    >
      {history.map(({ id, text, at, by }) => (
        <Box component="li" key={id} sx={{ overflowWrap: 'anywhere' }}>
          <Box sx={{ fontSize: '0.8125rem' }}>
            Until {by} changed it, <InstantText at={at} />
          </Box>
          <Box sx={{ whiteSpace: 'pre-line' }}>{text}</Box>
        </Box>
      ))}
    </Box>
  );
}
