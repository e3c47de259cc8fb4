import { Box, TextField } from '@mui/material';
import { AutocompleteInput, required, TextInput, useInput } from 'react-admin';
import { accentFor, defaultAccent } from '@backhaul/design';

const names = new Intl.DisplayNames(undefined, { type: 'currency' });
const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  id: code,
  name: `${code}, ${names.of(code) ?? code}`,
}));
// Browsers leave UTC out of their list; an installation may well be set to it.
const timeZones = [...new Set(['UTC', 'Etc/UTC', ...Intl.supportedValuesOf('timeZone')])].map(
  (zone) => ({ id: zone, name: zone.replaceAll('_', ' ') }),
);

/** What every partner has, new or not. */
export function IdentityInputs({ currencyHelp }: { currencyHelp: string }) {
  return (
    <>
      <TextInput
        source="name"
        label="Name"
        validate={required('Give the partner a name.')}
        helperText="As customers know it; it is printed on invoices."
      />
      <AutocompleteInput
        source="currency"
        label="Currency"
        choices={currencies}
        helperText={currencyHelp}
      />
      <AutocompleteInput
        source="timeZone"
        label="Time zone"
        choices={timeZones}
        helperText="Decides when a day begins: for billing dates and for blocking."
      />
    </>
  );
}

/** How a partner's customers see it. */
export function LookInputs() {
  return (
    <>
      <AccentInput />
      <TextInput
        source="supportEmail"
        label="Support e-mail"
        type="email"
        helperText="Where the portal sends customers who need help."
      />
      <TextInput source="supportPhone" label="Support phone" type="tel" helperText={false} />
    </>
  );
}

function AccentInput() {
  const { field, fieldState } = useInput({ source: 'accentColor', defaultValue: defaultAccent });
  const value = typeof field.value === 'string' ? field.value : '';
  const accent = accentFor(value);
  const verdict = accent.readable
    ? 'Readable on white as it is.'
    : 'Too pale for text on white; it is used a little darker where it must be read.';
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <TextField
        {...field}
        value={value}
        label="Accent colour"
        error={fieldState.invalid}
        helperText={fieldState.error?.message ?? verdict}
        slotProps={{ htmlInput: { pattern: '#[0-9A-Fa-f]{6}', spellCheck: false } }}
      />
      <Box
        component="input"
        type="color"
        aria-label="Pick the accent colour"
        value={accent.chosen.toLowerCase()}
        onChange={(event) => field.onChange(event.target.value.toUpperCase())}
        sx={{
          marginBlockStart: '31px',
          width: 44,
          height: 36,
          padding: '2px',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          backgroundColor: 'background.paper',
          cursor: 'pointer',
        }}
      />
      <Box
        aria-hidden="true"
        sx={{
          marginBlockStart: '31px',
          height: 36,
          paddingInline: 2,
          borderRadius: 1,
          display: 'flex',
          alignItems: 'center',
          fontWeight: 600,
          whiteSpace: 'nowrap',
          backgroundColor: accent.light.accent,
          color: accent.light.onAccent,
        }}
      >
        Pay now
      </Box>
    </Box>
  );
}
