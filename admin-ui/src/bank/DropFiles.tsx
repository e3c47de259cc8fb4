import { useRef, useState, type DragEvent } from 'react';
import { Alert, Box, Button } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { sendFile, type Sent } from './sendFile.ts';

/** Takes files of a bank: dropped upon it, or chosen. */
export function DropFiles({ fields = {} }: { fields?: Readonly<Record<string, string>> }) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<Sent[]>([]);
  const send = async (files: readonly File[]) => {
    setBusy(true);
    const done: Sent[] = [];
    // one after the other: a later statement goes on from the one before
    for (const file of files) {
      done.push(await sendFile(file, fields));
      setSent([...done]);
      await client.invalidateQueries({ queryKey: ['bank-files'] });
    }
    setBusy(false);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        sx={{
          display: 'grid',
          justifyItems: 'center',
          gap: 1,
          padding: 3,
          textAlign: 'center',
          border: 1,
          borderStyle: 'dashed',
          borderColor: over ? 'primary.main' : 'divider',
          borderRadius: 1,
        }}
      >
        <Box>
          Drop files of your bank here: CAMT.053, CAMT.054, MT940, CSV, or a ZIP of these, up to 250
          MB each.
        </Box>
        <Button variant="contained" disabled={busy} onClick={() => input.current?.click()}>
          {busy ? 'Sending' : 'Choose files'}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files of your bank"
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </Box>
      <Box role="status" sx={{ display: 'grid', gap: 1 }}>
        {sent
          .filter(({ problem, already }) => problem ?? already)
          .map(({ name, problem }, i) => (
            <Alert key={`${name} ${i}`} severity={problem ? 'error' : 'info'} variant="outlined">
              {problem ?? `${name} was sent before; it was not read again.`}
            </Alert>
          ))}
      </Box>
    </Box>
  );
}
