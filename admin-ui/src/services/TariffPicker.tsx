import { Autocomplete, Box, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatPrice, statusLook } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { TariffChoicesQuery as Tariffs } from '../generated/graphql.ts';
import { useLocale } from '../kit/index.ts';
import { TariffChoicesQuery } from './api.ts';

export type Tariff = Tariffs['tariffs']['nodes'][number];

interface TariffPickerProps {
  customer: { currency: string; partner: { id: string } };
  value: Tariff | null;
  onChange: (tariff: Tariff | null) => void;
  error: string | undefined;
}

/** The tariffs that a customer's partner may sell, in the customer's currency, by kind and with their price. */
export function TariffPicker({ customer, value, onChange, error }: TariffPickerProps) {
  const locale = useLocale();
  const tariffs = useQuery({
    queryKey: ['tariffs', 'choices', customer.partner.id],
    queryFn: async () =>
      (await request(TariffChoicesQuery, { partnerId: customer.partner.id, search: null })).tariffs
        .nodes,
  });
  const offered = (tariffs.data ?? []).filter((choice) => choice.currency === customer.currency);
  return (
    <Autocomplete<Tariff>
      value={value}
      onChange={(_, chosen) => onChange(chosen)}
      options={offered}
      loading={tariffs.isPending}
      noOptionsText={
        tariffs.error ? 'The tariffs could not be loaded' : 'No tariff is offered to this partner'
      }
      getOptionLabel={(choice) => choice.name}
      getOptionKey={(choice) => choice.id}
      isOptionEqualToValue={(option, chosen) => option.id === chosen.id}
      groupBy={(choice) => statusLook(choice.kind).label}
      size="small"
      renderOption={({ key, ...props }, choice) => (
        <Box
          component="li"
          key={key}
          {...props}
          sx={{ '&&': { display: 'flex', justifyContent: 'space-between', gap: 2 } }}
        >
          <span>{choice.name}</span>
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {formatPrice(choice.price, customer.currency, locale)}
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Tariff"
          name="tariffId"
          required
          autoFocus
          error={Boolean(error)}
          helperText={error ?? ''}
        />
      )}
    />
  );
}
