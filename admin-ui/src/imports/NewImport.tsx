import { useRef, useState, type DragEvent } from 'react';
import { Box, Button, MenuItem, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import type { ImportKind } from '@backhaul/domain/imports/targets';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { usePartnerScope, useViewer } from '../kit/index.ts';
import { CreateImport } from './api.ts';
import { sendImport } from './sendImport.ts';
import { KIND_WORDS } from './words.ts';

/** Takes a file to import: dropped upon it, or chosen. */
export function NewImport() {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [kind, setKind] = useState<ImportKind>('CUSTOMER');
  const submission = useSubmit();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { partnerId, partner } = usePartnerScope();
  const viewer = useViewer();
  const send = (file: File | undefined) => {
    if (!file) return;
    void submission.submit(async () => {
      const fileId = await sendImport(file);
      const { createImport } = await request(CreateImport, { kind, fileId, partnerId });
      client.setQueryData(['imports', createImport.id], createImport);
      await client.invalidateQueries({ queryKey: ['imports', 'list'] });
      void navigate(`/imports?job=${createImport.id}`);
    });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!submission.busy) send(event.dataTransfer.files[0]);
  };
  return (
    <Box component="section" aria-label="A file to import" sx={{ display: 'grid', gap: 1.5 }}>
      <TextField
        select
        size="small"
        label="What the file holds"
        value={kind}
        onChange={(event) => setKind(event.target.value as ImportKind)}
        helperText={`For ${partner?.name ?? viewer?.partner.name ?? 'your partner'} and those below it.`}
        sx={{ maxWidth: 320 }}
      >
        {Object.entries(KIND_WORDS).map(([value, { many }]) => (
          <MenuItem key={value} value={value}>
            {many}
          </MenuItem>
        ))}
      </TextField>
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
        <Box>Drop a table here: CSV, TSV or XLSX, up to 100 MB, 500,000 rows and 200 columns.</Box>
        <Button
          variant="contained"
          disabled={submission.busy}
          onClick={() => input.current?.click()}
        >
          {submission.busy ? 'Reading' : 'Choose a file'}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.xlsx"
          aria-label="A file to import"
          onChange={(event) => {
            send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </Box>
      <FormError error={submission.error} failure="The file was not taken." />
    </Box>
  );
}
