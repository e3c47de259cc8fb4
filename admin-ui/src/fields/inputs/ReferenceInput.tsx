import { useEffect, useState } from 'react';
import { Autocomplete, Box, TextField } from '@mui/material';
import type { Entity } from '../api.ts';
import { useReference, useReferences, type Referred } from '../references.ts';
import { entities } from '../words.ts';
import type { InputProps } from './inputProps.ts';

/** Another record, found while its name or number is typed. */
export function ReferenceInput({
  field,
  draft,
  onChange,
  problem,
  hint,
  name,
  disabled,
}: InputProps) {
  const entity: Entity = field.references ?? 'CUSTOMER';
  const id = typeof draft === 'string' ? draft : '';
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const soon = setTimeout(() => setSearch(typed), 200);
    return () => clearTimeout(soon);
  }, [typed]);
  const found = useReferences(entity, search);
  const [picked, setPicked] = useState<Referred | null>(null);
  const stored = useReference(entity, picked?.id === id ? '' : id);
  const unknown: Referred = {
    id,
    label: stored.isPending ? '…' : `A ${entities[entity].one} you cannot see`,
    detail: '',
  };
  const value = id === '' ? null : picked?.id === id ? picked : (stored.data ?? unknown);
  return (
    <Autocomplete<Referred>
      value={value}
      onChange={(_, chosen) => {
        setPicked(chosen);
        onChange(chosen?.id ?? '');
      }}
      onInputChange={(_, text, reason) => setTyped(reason === 'input' ? text : '')}
      options={found.data ?? []}
      loading={found.isFetching}
      filterOptions={(options) => options}
      getOptionLabel={(option) => option.label}
      getOptionKey={(option) => option.id}
      isOptionEqualToValue={(option, chosen) => option.id === chosen.id}
      noOptionsText={found.error ? 'They could not be loaded' : `No ${entities[entity].one} found`}
      disabled={disabled ?? false}
      size="small"
      renderOption={({ key, ...props }, option) => (
        <Box
          component="li"
          key={key}
          {...props}
          sx={{ '&&': { display: 'flex', justifyContent: 'space-between', gap: 2 } }}
        >
          <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
            {option.label}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {option.detail}
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={field.label}
          name={name}
          required={field.required}
          error={Boolean(problem)}
          helperText={problem ?? hint}
          placeholder={`Find ${entities[entity].any}`}
        />
      )}
    />
  );
}
