import { Autocomplete, Box, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { LabelShownFragment } from '../generated/graphql.ts';
import { useCan } from '../kit/index.ts';
import { LabelsQuery } from './api.ts';
import { LabelSpot } from './LabelChips.tsx';

type Label = LabelShownFragment;

interface LabelsPickerProps {
  /** Whose customers they are for; null for any. */
  partnerId: string | null;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  label?: string;
  error?: string | undefined;
  help?: string;
  /** Without room above and below, beside other controls. */
  dense?: boolean;
}

/** The labels that customers of a partner can have. */
export function useLabels(partnerId: string | null) {
  const allowed = useCan('labels:read');
  return useQuery({
    queryKey: ['labels', partnerId],
    queryFn: async () => (await request(LabelsQuery, { partnerId })).labels,
    enabled: allowed,
    staleTime: 60_000,
  });
}

/** Any number of labels; what is chosen and not for this partner any more is left out. */
export function LabelsPicker({
  partnerId,
  value,
  onChange,
  label = 'Labels',
  error,
  help,
  dense,
}: LabelsPickerProps) {
  const { data, isFetching, isError } = useLabels(partnerId);
  const all = data ?? [];
  return (
    <Autocomplete<Label, true>
      multiple
      disableCloseOnSelect
      size="small"
      options={all}
      value={all.filter(({ id }) => value.includes(id))}
      onChange={(_, chosen) => onChange(chosen.map(({ id }) => id))}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(each, chosen) => each.id === chosen.id}
      loading={isFetching}
      noOptionsText={isError ? 'The labels could not be loaded.' : 'No such label'}
      renderOption={({ key, ...props }, { name, colour }) => (
        <Box component="li" key={key} {...props} sx={{ '&&': { display: 'flex', gap: 1 } }}>
          <LabelSpot colour={colour} />
          {name}
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          {...(dense ? { margin: 'none' as const } : {})}
          error={Boolean(error)}
          helperText={error ?? help ?? ''}
        />
      )}
    />
  );
}
