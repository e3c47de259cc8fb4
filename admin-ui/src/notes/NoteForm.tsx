import { useRef, useState } from 'react';
import { Box, Button, Checkbox, FormControlLabel, FormHelperText } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { NoteShownFragment } from '../generated/graphql.ts';
import { acceptedFiles, FileView, useUpload } from '../fields/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { AddNote, UpdateNote } from './api.ts';
import { idOf } from './ids.ts';

interface NoteFormProps {
  customerId: string;
  /** The one that is changed; a new one without. */
  note: NoteShownFragment | null;
  onSaved: () => void;
  onCancel?: () => void;
}

/** Writes a note, or changes one. */
export function NoteForm({ customerId, note, onSaved, onCancel }: NoteFormProps) {
  const notify = useNotify();
  const submission = useSubmit();
  const [text, setText] = useState(note?.text ?? '');
  const [pinned, setPinned] = useState(note?.pinned ?? false);
  const [fileIds, setFileIds] = useState(() => note?.files.map(idOf) ?? []);
  const upload = useUpload((file) => setFileIds((before) => [...before, file.id]));
  const chooser = useRef<HTMLInputElement>(null);
  const save = () =>
    submission.submit(async () => {
      if (note) await request(UpdateNote, { id: note.id, text, pinned, fileIds });
      else await request(AddNote, { recordId: customerId, text, pinned, fileIds });
      notify(note ? 'The note is changed.' : 'The note is added.', { type: 'success' });
      onSaved();
    });
  return (
    <SentForm
      onSubmit={() => void save()}
      fields={submission.fields}
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Field
        name="text"
        label={note ? 'Note' : 'New note'}
        value={text}
        onChange={setText}
        errors={submission.fields}
        multiline
        help="Write @ and the name or e-mail of a colleague to tell them by mail."
      />
      {fileIds.map((id) => (
        <Box key={id} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <FileView id={id} label="File of the note" />
          <Button
            size="small"
            color="inherit"
            onClick={() => setFileIds(fileIds.filter((each) => each !== id))}
          >
            Take out
          </Button>
        </Box>
      ))}
      {upload.sending && <Box role="status">Sending {upload.sending.name} …</Box>}
      {(upload.refused ?? submission.fields['fileIds']) && (
        <FormHelperText error>{upload.refused ?? submission.fields['fileIds']}</FormHelperText>
      )}
      <FormError error={submission.error} failure="The note was not saved." />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <FormControlLabel
          control={<Checkbox checked={pinned} onChange={(_, on) => setPinned(on)} />}
          label="Pin to the top"
        />
        <input
          ref={chooser}
          type="file"
          accept={acceptedFiles}
          tabIndex={-1}
          aria-hidden="true"
          style={visuallyHidden}
          onChange={(event) => {
            void upload.send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button size="small" variant="outlined" onClick={() => chooser.current?.click()}>
          Add a file
        </Button>
        <Box sx={{ marginInlineStart: 'auto', display: 'flex', gap: 1 }}>
          {onCancel && (
            <Button color="inherit" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button
            type="submit"
            variant="contained"
            disabled={submission.busy || upload.sending !== null || text.trim() === ''}
          >
            {note ? 'Change note' : 'Add note'}
          </Button>
        </Box>
      </Box>
    </SentForm>
  );
}
