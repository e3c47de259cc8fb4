import { Alert, Box, InputAdornment, TextField } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, request } from '../api/client.ts';
import { sayError } from '../api/errors.ts';
import { createTaxRateDocument } from './taxRates.ts';

interface Typed {
  name: string;
  percent: string;
}

/** Saves the rate for the viewer's partner and tells the lists that show rates. */
export function useCreateTaxRate(onCreated: (rate: { id: string; name: string }) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ name, percent }: Typed) =>
      request(createTaxRateDocument, {
        input: { name: name.trim(), percent: percent.replace(',', '.').trim() },
      }),
    onSuccess: async ({ createTaxRate }) => {
      await queryClient.invalidateQueries({ queryKey: ['tax-rates'] });
      onCreated(createTaxRate);
    },
  });
}

export function TaxRateFields({
  typed,
  onChange,
  error,
}: {
  typed: Typed;
  onChange: (typed: Typed) => void;
  error: Error | null;
}) {
  const fields = error instanceof ApiError ? error.fields : {};
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {error && Object.keys(fields).length === 0 && (
        <Alert severity="error" variant="outlined">
          {sayError(error)}
        </Alert>
      )}
      <TextField
        label="Name"
        value={typed.name}
        onChange={(event) => onChange({ ...typed, name: event.target.value })}
        required
        autoFocus
        margin="none"
        error={fields.name !== undefined}
        helperText={fields.name ?? 'As it stands on the invoice, such as VAT.'}
      />
      <TextField
        label="Percent"
        value={typed.percent}
        onChange={(event) => onChange({ ...typed, percent: event.target.value })}
        required
        margin="none"
        error={fields.percent !== undefined}
        helperText={
          fields.percent ??
          'Up to four decimals. A rate cannot be changed afterwards: issued invoices carry it.'
        }
        slotProps={{
          htmlInput: { inputMode: 'decimal', pattern: '\\d{1,3}([.,]\\d{1,4})?' },
          input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
        }}
      />
    </Box>
  );
}
