import type { ReactNode } from 'react';
import { Box, InputAdornment, MenuItem, Switch, TextField } from '@mui/material';
import { printIban } from '@backhaul/domain/text/bankAccount';
import { DatesControl } from './DatesControl.tsx';
import { DaysControl } from './DaysControl.tsx';
import { NumberControl } from './NumberControl.tsx';
import { NumbersControl } from './NumbersControl.tsx';
import { yesNoOf, type Declared, type SettingValue } from './values.ts';
import { ChoicesControl } from './ChoicesControl.tsx';
import { sayHour } from './weekdays.ts';

export interface ControlProps {
  declared: Declared;
  value: SettingValue;
  /** Of a list that adds up: what partners above say, which stays. */
  fixed: readonly string[];
  /** What an empty text stands for. */
  placeholder: string;
  /** Not changed by who looks at it. */
  untouched: boolean;
  currency: string;
  error: boolean;
  disabled: boolean;
  labelId: string;
  describedBy: string;
  onChange: (value: SettingValue) => void;
}

/** The input of one setting, of the kind its shape needs. The label stands beside it in the row. */
export function SettingControl(props: ControlProps): ReactNode {
  const { declared, value, currency, disabled, onChange } = props;
  const { setting, words } = declared;
  const { shape } = setting;
  const aria = { 'aria-labelledby': props.labelId, 'aria-describedby': props.describedBy };
  const common = { margin: 'none', disabled, error: props.error, fullWidth: false } as const;
  switch (shape.kind) {
    case 'yes-no':
      return (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, marginInlineStart: -1 }}>
          <Switch
            checked={value === true}
            onChange={(_, on) => onChange(on)}
            disabled={disabled}
            slotProps={{ input: { role: 'switch', ...aria } }}
          />
          <span aria-hidden="true">{value === true ? yesNoOf(words).on : yesNoOf(words).off}</span>
        </Box>
      );
    case 'choice':
    case 'hour':
      return <ChoiceControl {...props} />;
    case 'whole':
      return words.options ? (
        <ChoiceControl {...props} />
      ) : (
        <NumberControl
          {...common}
          value={value === null || value === '' ? null : Number(value)}
          placeholder={setting.default === null ? props.placeholder : null}
          min={shape.min}
          max={shape.max}
          unit={words.unit ?? ''}
          aria={aria}
          onChange={onChange}
        />
      );
    case 'amount':
    case 'percent':
      return (
        <TextField
          {...common}
          value={String(value ?? '')}
          onChange={(event) =>
            onChange(event.target.value.replace(',', '.').replace('−', '-').trim())
          }
          sx={{ width: 160 }}
          slotProps={{
            htmlInput: {
              inputMode: 'decimal',
              style: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
              ...aria,
            },
            input: {
              endAdornment: (
                <InputAdornment position="end">
                  {shape.kind === 'percent' ? '%' : currency}
                </InputAdornment>
              ),
            },
          }}
        />
      );
    case 'dates':
      return (
        <DatesControl
          value={Array.isArray(value) ? value.map(String) : []}
          fixed={props.fixed}
          disabled={disabled}
          aria={aria}
          label={words.label}
          onChange={onChange}
        />
      );
    case 'numbers':
      return (
        <NumbersControl
          value={Array.isArray(value) ? value.map(Number) : []}
          shape={shape}
          unit={words.unit ?? ''}
          error={props.error}
          disabled={disabled}
          aria={aria}
          onChange={onChange}
        />
      );
    case 'date':
    case 'time':
      return (
        <TextField
          {...common}
          type={shape.kind}
          name={declared.key}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value)}
          sx={{ width: 170 }}
          slotProps={{ htmlInput: aria }}
        />
      );
    case 'weekdays':
      return (
        <DaysControl
          value={Array.isArray(value) ? value.map(Number) : []}
          disabled={disabled}
          aria={aria}
          onChange={onChange}
        />
      );
    case 'choices':
      return (
        <ChoicesControl
          value={Array.isArray(value) ? value.map(String) : []}
          choices={shape.values.map((each) => [each, words.options?.[each] ?? each])}
          disabled={disabled}
          aria={aria}
          onChange={onChange}
        />
      );
    case 'number-format':
    case 'text':
      return <TextControl {...props} />;
    case 'record':
    case 'file':
      throw new Error(`${declared.key}: the page that shows it brings its own input`);
  }
}

/** One of a few, or a number that has names. */
function ChoiceControl({
  declared,
  value,
  error,
  disabled,
  labelId,
  describedBy,
  onChange,
}: ControlProps) {
  const { kind } = declared.setting.shape;
  const aria = { 'aria-labelledby': labelId, 'aria-describedby': describedBy };
  return (
    <TextField
      select
      margin="none"
      fullWidth={false}
      disabled={disabled}
      error={error}
      value={String(kind === 'whole' ? (value ?? 0) : value)}
      onChange={({ target }) => onChange(kind === 'choice' ? target.value : Number(target.value))}
      sx={{ minWidth: kind === 'hour' ? 190 : 220 }}
      slotProps={{ select: { SelectDisplayProps: aria } }}
    >
      {choicesOf(declared).map(([key, label]) => (
        <MenuItem key={key} value={key} sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  );
}

function choicesOf({
  setting: { shape },
  words,
}: Declared): readonly (readonly [string, string])[] {
  if (shape.kind === 'choice')
    return Object.entries(
      words.options ?? Object.fromEntries(shape.values.map((value) => [value, value])),
    );
  if (shape.kind === 'whole') return Object.entries(words.options ?? {});
  if (shape.kind !== 'hour') return [];
  return Array.from({ length: shape.max - shape.min + 1 }, (_, index) => {
    const hour = shape.min + index;
    return [String(hour), hour === 24 ? 'Midnight, the end of the day' : sayHour(hour)];
  });
}

const INPUT_TYPES = { email: 'email', phone: 'tel', website: 'url' } as const;

/** A text or a format. Where a document sets its lines itself, a pasted line break becomes a space. */
function TextControl({
  declared: { key, setting, words },
  value,
  placeholder,
  untouched,
  error,
  disabled,
  labelId,
  describedBy,
  onChange,
}: ControlProps) {
  const form = setting.shape.kind === 'text' ? (setting.shape.form ?? 'plain') : 'format';
  const wide = form === 'long' || form === 'lines';
  const text = typeof value === 'string' ? value : '';
  const typed = (now: string) => (form === 'lines' ? now : now.replace(/\s*\n\s*/g, ' '));
  return (
    <TextField
      {...(wide
        ? { multiline: true, minRows: 3 }
        : { type: INPUT_TYPES[form as keyof typeof INPUT_TYPES] ?? 'text' })}
      margin="none"
      fullWidth={false}
      disabled={disabled}
      error={error}
      name={key}
      value={form === 'iban' && untouched ? printIban(text) : text}
      placeholder={placeholder}
      onChange={(event) => onChange(typed(event.target.value))}
      sx={{ width: '100%', maxWidth: words.width ? `${words.width}ch` : 380 }}
      slotProps={{
        htmlInput: {
          'aria-labelledby': labelId,
          'aria-describedby': describedBy,
          autoComplete: 'off',
          dir: form === 'format' ? 'ltr' : 'auto',
          spellCheck: wide,
          ...(form === 'format' && {
            style: { fontFamily: 'ui-monospace, monospace', fontSize: '0.8125rem' },
          }),
        },
      }}
    />
  );
}
