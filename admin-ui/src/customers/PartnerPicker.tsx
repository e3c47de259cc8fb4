import { useEffect, useState } from 'react';
import { Autocomplete, TextField } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { PartnerChoicesQuery } from './api.ts';

export interface PartnerChoice {
  id: string;
  number: number;
  name: string;
  currency: string;
}

interface PartnerPickerProps {
  value: PartnerChoice | null;
  onChange: (partner: PartnerChoice | null) => void;
  error?: string | undefined;
}

/** The partner a new customer belongs to, which also fixes its currency. */
export function PartnerPicker({ value, onChange, error }: PartnerPickerProps) {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const soon = setTimeout(() => setSearch(typed), 200);
    return () => clearTimeout(soon);
  }, [typed]);
  const { data, isFetching } = useQuery({
    queryKey: ['partners', 'choices', search],
    queryFn: async () =>
      (await request(PartnerChoicesQuery, { search: search || null })).partners.nodes,
    placeholderData: keepPreviousData,
  });
  return (
    <Autocomplete<PartnerChoice>
      value={value}
      onChange={(_, chosen) => onChange(chosen)}
      onInputChange={(_, text, reason) => setTyped(reason === 'input' ? text : '')}
      options={data ?? []}
      loading={isFetching}
      filterOptions={(options) => options}
      getOptionLabel={(partner) => partner.name}
      getOptionKey={(partner) => partner.id}
      isOptionEqualToValue={(option, chosen) => option.id === chosen.id}
      noOptionsText="No partner found"
      size="small"
      renderInput={(params) => (
        <TextField
          {...params}
          label="Partner"
          name="partnerId"
          required
          error={Boolean(error)}
          helperText={error ?? (value ? `Billed in ${value.currency}` : '')}
        />
      )}
    />
  );
}
