import { useRef } from 'react';
import { Alert, Box, Button, LinearProgress } from '@mui/material';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { useSeenOnWhite } from './useSeenOnWhite.ts';
import { fileAddress, useUpload } from '../fields/index.ts';

interface LogoControlProps {
  /** The file's id; '' for none. */
  value: string;
  disabled: boolean;
  labelId: string;
  describedBy: string;
  onChange: (fileId: string) => void;
}

const grounds = [
  { name: 'On paper', color: '#ffffff', ink: '#1f2933' },
  { name: 'On a dark screen', color: '#14181d', ink: '#e6e9ec' },
] as const;

/** The logo, chosen or dropped, seen on the grounds it will stand on: always on white, as on paper. */
export function LogoControl({ value, disabled, labelId, describedBy, onChange }: LogoControlProps) {
  const { sending, refused, send, stop } = useUpload(
    (file) => onChange(file.id),
    'a PNG, JPEG or WebP picture',
  );
  const seen = useSeenOnWhite(value ? fileAddress(value) : null);
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <Box
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      sx={{ display: 'grid', gap: 1, width: '100%' }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!disabled) void send(event.dataTransfer.files[0]);
      }}
    >
      {value && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {grounds.map(({ name, color, ink }) => (
            <Box
              key={name}
              component="figure"
              sx={{
                margin: 0,
                flex: '1 1 130px',
                maxWidth: 220,
                border: '1px solid',
                borderColor: 'divider',
                borderRadius: 1,
                overflow: 'hidden',
                backgroundColor: color,
              }}
            >
              <Box
                component="img"
                src={fileAddress(value)}
                alt={`The logo, ${name.toLowerCase()}`}
                sx={{
                  display: 'block',
                  height: 48,
                  maxWidth: 'calc(100% - 16px)',
                  objectFit: 'contain',
                  margin: 1,
                  padding: '2px',
                  borderRadius: '5px',
                  // a pale logo is shown as it would be without the white that it always gets
                  ...(seen && { backgroundColor: '#fff' }),
                }}
              />
              <Box
                component="figcaption"
                sx={{ color: ink, fontSize: '0.75rem', paddingInline: 1, paddingBlockEnd: 0.5 }}
              >
                {name}
              </Box>
            </Box>
          ))}
        </Box>
      )}
      {!seen && (
        <Alert severity="warning" variant="outlined" role="status">
          This logo is hardly seen on white, where documents, mails and both apps show it. Choose
          one in a darker colour, or with a dark ground of its own.
        </Alert>
      )}
      {sending && (
        <Box sx={{ display: 'grid', gap: 0.5, maxWidth: 360 }}>
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
      {!disabled && (
        <Box>
          {sending ? (
            <Button variant="outlined" size="small" onClick={stop}>
              Stop sending
            </Button>
          ) : (
            <Button variant="outlined" size="small" onClick={() => chooser.current?.click()}>
              {value ? 'Choose another logo' : 'Choose a logo'}
            </Button>
          )}
        </Box>
      )}
      {refused && (
        <Box role="alert" sx={{ color: 'error.main', fontWeight: 600, fontSize: '0.8125rem' }}>
          {refused}
        </Box>
      )}
      <Box
        component="input"
        type="file"
        ref={chooser}
        accept=".png,.jpg,.jpeg,.webp"
        tabIndex={-1}
        aria-label="Logo: file"
        sx={visuallyHidden}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
          void send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </Box>
  );
}
