import { useId, useState } from 'react';
import { Box, Button, FormHelperText, FormLabel, TextField } from '@mui/material';
import { PlacePicture } from '../display/PlacePicture.tsx';
import { asPlace } from '../display/place.ts';
import { givenOf, parsePlace, type Draft, type PlaceDraft } from '../drafts.ts';
import { readValue } from '../rules.ts';
import type { InputProps } from './inputProps.ts';

function isPlaceDraft(draft: Draft): draft is PlaceDraft {
  return typeof draft === 'object' && 'lat' in draft;
}

/** Latitude and longitude, with the point on a picture of the earth; both may be pasted into one of them. */
export function PlaceInput({ field, draft, onChange, problem, hint, name, disabled }: InputProps) {
  const id = useId();
  const [failure, setFailure] = useState<string | null>(null);
  const place = isPlaceDraft(draft) ? draft : { lat: '', lon: '' };
  const read = readValue(field, givenOf(field, place));
  const point = 'value' in read ? asPlace(read.value) : null;
  const message = problem ?? failure;
  const type = (part: keyof PlaceDraft, text: string) => {
    setFailure(null);
    onChange(parsePlace(text) ?? { ...place, [part]: text });
  };
  const here = () => {
    setFailure(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        onChange({ lat: coords.latitude.toFixed(6), lon: coords.longitude.toFixed(6) }),
      () =>
        setFailure(
          'This device did not say where it is. Type the coordinates, or paste them from a map.',
        ),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  };
  const input = (part: keyof PlaceDraft, label: string, example: string) => (
    <TextField
      label={label}
      name={`${name}.${part}`}
      value={place[part]}
      onChange={(event) => type(part, event.target.value)}
      disabled={disabled ?? false}
      error={Boolean(problem)}
      placeholder={example}
      autoComplete="off"
      size="small"
      margin="none"
      slotProps={{
        htmlInput: {
          inputMode: 'decimal',
          'aria-describedby': `${id}-help`,
          style: { fontVariantNumeric: 'tabular-nums' },
        },
        inputLabel: { sx: { fontWeight: 400 } },
      }}
    />
  );
  return (
    <Box role="group" aria-labelledby={`${id}-label`} sx={{ minWidth: 0 }}>
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
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: '1fr 1fr' }}>
          {input('lat', 'Latitude', '53.5503')}
          {input('lon', 'Longitude', '9.9922')}
          {window.isSecureContext && 'geolocation' in navigator && !disabled && (
            <Box sx={{ gridColumn: '1 / -1' }}>
              <Button size="small" variant="outlined" onClick={here}>
                Use where I am now
              </Button>
            </Box>
          )}
        </Box>
        <PlacePicture place={point} width={200} />
      </Box>
      <FormHelperText id={`${id}-help`} error={Boolean(message)}>
        {message ??
          `${hint ? `${hint.replace(/[.!?]?$/, (end) => end || '.')} ` : ''}“53.5503, 9.9922” can be pasted into either.`}
      </FormHelperText>
    </Box>
  );
}
