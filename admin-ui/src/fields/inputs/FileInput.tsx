import { useId, useRef, useState } from 'react';
import { Box, Button, FormHelperText, FormLabel, LinearProgress } from '@mui/material';
import { visuallyHidden } from '../../kit/visuallyHidden.ts';
import { FileView } from '../display/FileView.tsx';
import { acceptedFiles, type FileInfo } from '../files.ts';
import { useUpload } from '../useUpload.ts';
import type { InputProps } from './inputProps.ts';

/** A file or photo: chosen or dropped, sent at once with its progress, looked at, taken out again. */
export function FileInput({ field, draft, onChange, problem, hint, name, disabled }: InputProps) {
  const id = useId();
  const [sent, setSent] = useState<FileInfo | null>(null);
  const { sending, refused, send, stop, forgive } = useUpload((info) => {
    setSent(info);
    onChange(info.id);
  });
  const chooser = useRef<HTMLInputElement>(null);
  const value = typeof draft === 'string' ? draft : '';
  const message = refused ?? problem;

  return (
    <Box
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-help`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!disabled) void send(event.dataTransfer.files[0]);
      }}
      sx={{ minWidth: 0 }}
    >
      <FormLabel
        id={`${id}-label`}
        component="div"
        error={Boolean(message)}
        sx={{
          fontSize: '0.8125rem',
          fontWeight: 600,
          color: 'text.primary',
          marginBlockEnd: '5px',
        }}
      >
        {field.label}
        {field.required && ' *'}
      </FormLabel>
      {value && !sending && (
        <Box sx={{ marginBlockEnd: 1 }}>
          <FileView id={value} known={sent} label={field.label} />
        </Box>
      )}
      {sending && (
        <Box sx={{ display: 'grid', gap: 0.5, marginBlockEnd: 1, maxWidth: 360 }}>
          <Box role="status" sx={{ overflowWrap: 'anywhere' }}>
            Sending {sending.name} …
          </Box>
          <LinearProgress
            variant="determinate"
            value={Math.round(sending.part * 100)}
            aria-label={`Sent of ${sending.name}`}
          />
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {sending ? (
          <Button variant="outlined" size="small" onClick={stop}>
            Stop sending
          </Button>
        ) : (
          <Button
            variant="outlined"
            size="small"
            disabled={disabled ?? false}
            aria-invalid={Boolean(message)}
            aria-describedby={`${id}-help`}
            onClick={() => chooser.current?.click()}
          >
            {value ? 'Choose another file' : 'Choose a file'}
          </Button>
        )}
        {value && !sending && (
          <Button
            size="small"
            disabled={disabled ?? false}
            onClick={() => {
              onChange('');
              forgive();
            }}
          >
            Remove file
          </Button>
        )}
      </Box>
      <Box
        component="input"
        type="file"
        ref={chooser}
        name={name}
        accept={acceptedFiles}
        tabIndex={-1}
        aria-label={`${field.label}: file`}
        sx={visuallyHidden}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
          void send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <FormHelperText
        id={`${id}-help`}
        error={Boolean(message)}
        role={message ? 'alert' : undefined}
      >
        {message ?? hint}
      </FormHelperText>
    </Box>
  );
}
