import { useEffect, useState, type ReactNode } from 'react';
import { Autocomplete, Box, TextField } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

interface Found {
  id: string;
}

interface RecordPickerProps<Row extends Found> {
  label: string;
  value: Row | null;
  onChange: (record: Row | null) => void;
  /** Under which the answers are kept; what is typed is added. */
  queryKey: readonly unknown[];
  /** The records that fit what is typed, which is null while nothing is. */
  find: (search: string | null) => Promise<readonly Row[]>;
  labelOf: (record: Row) => string;
  /** A row of the list, where it says more than the label. */
  option?: (record: Row) => ReactNode;
  /** Asks once for all there are, and searches among them itself. */
  whole?: boolean;
  /** Asks only when the list is opened. */
  whenOpened?: boolean;
  /** Whether it may ask at all. */
  enabled?: boolean;
  groupBy?: (record: Row) => string;
  /** Said when nothing fits, and when asking failed. */
  none: string;
  failed?: string;
  clearText?: string;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  error?: string | undefined;
  help?: ReactNode;
  placeholder?: string;
  /** Without room above and below, beside other controls. */
  dense?: boolean;
}

/** What is typed, once the typing rests. */
function useRested(typed: string): string {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const soon = setTimeout(() => setRested(typed), 200);
    return () => clearTimeout(soon);
  }, [typed]);
  return rested;
}

/** Finds a record while one types: the only control of the back office for choosing one of many. */
export function RecordPicker<Row extends Found>({
  queryKey,
  find,
  labelOf,
  option,
  whole = false,
  whenOpened = false,
  enabled = true,
  none,
  failed = none,
  error,
  help,
  dense,
  ...rest
}: RecordPickerProps<Row>) {
  const { label, name, required, autoFocus, placeholder, onChange, ...autocomplete } = rest;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const search = useRested(whole ? '' : typed).trim();
  const found = useQuery({
    queryKey: [...queryKey, search],
    queryFn: () => find(search || null),
    enabled: enabled && (open || !whenOpened),
    placeholderData: keepPreviousData,
  });
  return (
    <Autocomplete<Row>
      {...autocomplete}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      onChange={(_, chosen) => onChange(chosen)}
      onInputChange={(_, text, reason) => setTyped(reason === 'input' ? text : '')}
      options={found.data ?? []}
      loading={found.isFetching}
      // The server has searched already; it also knows numbers and e-mails that the label doesn't
      // show.
      {...(whole ? {} : { filterOptions: (options: Row[]) => options })}
      getOptionLabel={labelOf}
      getOptionKey={(record) => record.id}
      isOptionEqualToValue={(each, chosen) => each.id === chosen.id}
      noOptionsText={found.error ? failed : none}
      size="small"
      {...(option
        ? {
            renderOption: ({ key, ...props }, record) => (
              <Box
                component="li"
                key={key}
                {...props}
                sx={{ '&&': { display: 'flex', justifyContent: 'space-between', gap: 2 } }}
              >
                {option(record)}
              </Box>
            ),
          }
        : {})}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          {...(name ? { name } : {})}
          {...(placeholder ? { placeholder } : {})}
          {...(dense ? { margin: 'none' as const } : {})}
          required={required ?? false}
          autoFocus={autoFocus ?? false}
          error={Boolean(error)}
          helperText={error ?? help ?? ''}
        />
      )}
    />
  );
}
