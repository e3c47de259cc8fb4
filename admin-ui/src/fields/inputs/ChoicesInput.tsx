import { useId } from 'react';
import {
  Autocomplete,
  Checkbox,
  FormControl,
  FormControlLabel,
  FormGroup,
  FormHelperText,
  FormLabel,
  TextField,
} from '@mui/material';
import type { InputProps } from './inputProps.ts';

/** As many as one takes in at a glance. */
const boxesMax = 7;

/** Several options: boxes to tick while there are few, else a list to search. */
export function ChoicesInput({
  field,
  draft,
  onChange,
  problem,
  hint,
  name,
  disabled,
}: InputProps) {
  const id = useId();
  const chosen = Array.isArray(draft) ? (draft as readonly string[]) : [];
  const offered = field.options ?? [];
  // What is no longer offered stays until it is taken off.
  const options = [...offered, ...chosen.filter((option) => !offered.includes(option))];
  if (options.length > boxesMax) {
    return (
      <Autocomplete
        multiple
        disableCloseOnSelect
        value={[...chosen]}
        onChange={(_, next) => onChange(next)}
        options={options}
        disabled={disabled ?? false}
        size="small"
        renderInput={(params) => (
          <TextField
            {...params}
            label={field.label}
            name={name}
            required={field.required}
            error={Boolean(problem)}
            helperText={problem ?? hint}
            slotProps={{
              ...params.slotProps,
              htmlInput: { ...params.slotProps.htmlInput, required: false },
            }}
          />
        )}
      />
    );
  }
  return (
    <FormControl component="fieldset" error={Boolean(problem)} sx={{ margin: 0 }}>
      <FormLabel
        component="legend"
        sx={{
          fontSize: '0.8125rem',
          fontWeight: 600,
          color: problem ? 'error.main' : 'text.primary',
        }}
      >
        {field.label}
        {field.required && ' *'}
      </FormLabel>
      <FormGroup row sx={{ columnGap: 1 }}>
        {options.map((option, index) => (
          <FormControlLabel
            key={option}
            label={offered.includes(option) ? option : `${option} (no longer offered)`}
            sx={{ '& .MuiFormControlLabel-label': { overflowWrap: 'anywhere' } }}
            control={
              <Checkbox
                size="small"
                checked={chosen.includes(option)}
                disabled={disabled ?? false}
                name={name}
                onChange={(_, on) =>
                  onChange(
                    on
                      ? options.filter((each) => each === option || chosen.includes(each))
                      : chosen.filter((each) => each !== option),
                  )
                }
                slotProps={{
                  input: {
                    'aria-describedby': `${id}-help`,
                    ...(problem && index === 0 ? { 'aria-invalid': true } : {}),
                  },
                }}
              />
            }
          />
        ))}
      </FormGroup>
      <FormHelperText id={`${id}-help`}>{problem ?? hint}</FormHelperText>
    </FormControl>
  );
}
