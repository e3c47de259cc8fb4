import { Box } from '@mui/material';
import { formatDate, formatMoney } from '@backhaul/design';
import { useLocale, useViewer } from '../kit/index.ts';
import type { Field } from './financeFields.ts';
import { asValue, type FinanceSettings, type SettingValue } from './financeSettings.ts';
import { exampleOf } from './numberFormat.ts';
import { SettingControl } from './SettingControl.tsx';
import { SettingFrame } from './SettingFrame.tsx';

interface SettingRowProps {
  field: Field;
  settings: FinanceSettings;
  value: SettingValue;
  /** undefined: untouched; null: going back to inheriting. */
  change: SettingValue | null | undefined;
  error: string | undefined;
  idle: boolean;
  mayWrite: boolean;
  onChange: (value: SettingValue | null | undefined) => void;
}

/** One finance setting in its frame, with an example under it where it is a format. */
export function SettingRow({
  field,
  settings,
  value,
  change,
  error,
  idle,
  mayWrite,
  onChange,
}: SettingRowProps) {
  const locale = useLocale();
  const today = useViewer()?.today ?? '';
  const provenance = settings.provenance.find((each) => each.key === field.key);
  const inherited = provenance ? asValue(provenance.inheritedValue) : null;
  const example = field.control.kind === 'format' ? exampleOf(String(value), today) : null;
  const note = example && (
    <>
      <span>
        Example:{' '}
        <Box
          component="output"
          sx={{ fontWeight: 600, color: 'text.primary', fontVariantNumeric: 'tabular-nums' }}
        >
          {example.text}
        </Box>
      </span>
      {example.unknown.length > 0 && (
        <Box component="span" sx={{ color: 'warning.main' }}>
          Not known: {example.unknown.join(', ')}
        </Box>
      )}
      {example.repeats && (
        <Box component="span" sx={{ color: 'error.main' }}>
          Numbers would repeat: add {'{next}'} or a random part.
        </Box>
      )}
    </>
  );
  return (
    <SettingFrame
      label={field.label}
      help={field.help}
      idle={idle}
      provenance={provenance}
      change={change}
      mayWrite={mayWrite}
      error={error}
      note={note}
      onChange={onChange}
      inherited={say(field, inherited, settings.partner.currency, locale)}
    >
      {(ids) => (
        <SettingControl
          field={field}
          value={value}
          currency={settings.partner.currency}
          error={error}
          disabled={!mayWrite}
          {...ids}
          onChange={onChange}
        />
      )}
    </SettingFrame>
  );
}

/** A value as the page says it elsewhere. */
function say(
  { control }: Field,
  value: SettingValue | null,
  currency: string,
  locale: string,
): string {
  if (value === null) return 'the inherited value';
  switch (control.kind) {
    case 'switch':
      return value === true ? control.on : control.off;
    case 'choice':
      return control.options[String(value)] ?? String(value);
    case 'number':
      return `${String(value)} ${control.unit}`;
    case 'amount':
      return formatMoney(String(value), currency, locale);
    case 'format':
      return String(value);
    case 'dates':
      return Array.isArray(value) && value.length > 0
        ? value.map((date) => formatDate(date, locale)).join(', ')
        : 'none';
  }
}
