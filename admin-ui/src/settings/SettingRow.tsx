import { useId } from 'react';
import { Box, Button } from '@mui/material';
import { formatDate, formatMoney } from '@backhaul/design';
import { Icon } from '../frame/icons.tsx';
import { ToneChip, useLocale, useViewer } from '../shared/index.ts';
import type { Field } from './financeFields.ts';
import { asValue, type FinanceSettings, type SettingValue } from './financeSettings.ts';
import { exampleOf } from './numberFormat.ts';
import { SettingControl } from './SettingControl.tsx';

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

/** One setting: what it is, its value, where the value comes from, and the way back to inheriting. */
export function SettingRow({ field, settings, value, change, error, idle, mayWrite, onChange }: SettingRowProps) {
  const locale = useLocale();
  const id = useId();
  const today = useViewer()?.today ?? '';
  const provenance = settings.provenance.find((each) => each.key === field.key);
  const here = provenance?.origin === 'HERE';
  const inherited = provenance ? asValue(provenance.inheritedValue) : null;
  const example = field.control.kind === 'format' ? exampleOf(String(value), today) : null;
  return (
    <Box role="group" aria-labelledby={`${id}-label`} sx={rowLook}>
      <Box sx={{ minWidth: 0, paddingBlockStart: { md: '8px' } }}>
        <Box id={`${id}-label`} sx={{ fontWeight: 600, color: idle ? 'text.secondary' : 'text.primary' }}>{field.label}</Box>
        {field.help && <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>{field.help}</Box>}
      </Box>
      <Box sx={{ minWidth: 0, display: 'grid', gap: 0.5, justifyItems: 'start' }}>
        <SettingControl field={field} value={value} currency={settings.partner.currency} error={error} disabled={!mayWrite} labelId={`${id}-label`} describedBy={`${id}-note`} onChange={onChange} />
        <Box id={`${id}-note`} sx={{ fontSize: '0.8125rem', color: 'text.secondary', display: 'grid', gap: 0.25, overflowWrap: 'anywhere', '&:empty': { display: 'none' } }}>
          {error && <Box role="alert" sx={{ color: 'error.main', fontWeight: 600 }}>{error}</Box>}
          {example && <span>Example: <Box component="output" sx={{ fontWeight: 600, color: 'text.primary', fontVariantNumeric: 'tabular-nums' }}>{example.text}</Box></span>}
          {example && example.unknown.length > 0 && <Box component="span" sx={{ color: 'warning.main' }}>Not known: {example.unknown.join(', ')}</Box>}
          {example?.repeats && <Box component="span" sx={{ color: 'error.main' }}>Numbers would repeat: add {'{next}'} or a random part.</Box>}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, minHeight: { md: 36 }, justifyContent: { md: 'flex-end' } }}>
        <Origin settings={settings} field={field} change={change} />
        {change !== undefined && <Button size="small" variant="text" onClick={() => onChange(undefined)} aria-label={`Keep ${field.label} as it was`}>Keep as it was</Button>}
        {change === undefined && here && mayWrite && (
          <Button size="small" variant="outlined" startIcon={<Icon name="reset" size={14} />} onClick={() => onChange(null)} aria-label={`Reset ${field.label} to inherited: ${say(field, inherited, settings.partner.currency, locale)}`} title={`Back to ${say(field, inherited, settings.partner.currency, locale)}`}>
            Reset
          </Button>
        )}
      </Box>
    </Box>
  );
}

function Origin({ settings, field, change }: Pick<SettingRowProps, 'settings' | 'field' | 'change'>) {
  const locale = useLocale();
  const provenance = settings.provenance.find((each) => each.key === field.key);
  if (change === null) return <ToneChip tone="waiting" label="Will be inherited" />;
  if (change !== undefined) return <ToneChip tone="waiting" label="Changed, not saved" />;
  if (!provenance || provenance.origin === 'BUILT_IN') return <Box component="span" sx={quiet}>built-in default</Box>;
  if (provenance.origin === 'INHERITED') return <Box component="span" sx={quiet}>from {provenance.originName ?? 'a partner above'}</Box>;
  const by = provenance.setBy ? ` by ${provenance.setBy.split(' ')[0] ?? ''}` : '';
  const on = provenance.setAt ? `, ${formatDate(provenance.setAt, locale, { year: false })}` : '';
  return <Box component="span" title={provenance.setBy ?? undefined} sx={[quiet, { color: 'primary.main', fontWeight: 600 }]}>set here{by}{on}</Box>;
}

/** A value as the page says it elsewhere. */
function say({ control }: Field, value: SettingValue | null, currency: string, locale: string): string {
  if (value === null) return 'the inherited value';
  switch (control.kind) {
    case 'switch': return value === true ? control.on : control.off;
    case 'choice': return control.options[String(value)] ?? String(value);
    case 'number': return `${String(value)} ${control.unit}`;
    case 'amount': return formatMoney(String(value), currency, locale);
    case 'format': return String(value);
    case 'dates': return Array.isArray(value) && value.length > 0 ? value.map((date) => formatDate(date, locale)).join(', ') : 'none';
  }
}

const quiet = { color: 'text.secondary', fontSize: '0.8125rem' } as const;

const rowLook = {
  display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(180px, 1.1fr) minmax(220px, 1.3fr) minmax(180px, 1fr)' },
  columnGap: 3, rowGap: 1, alignItems: 'start', paddingBlock: 1.25, borderBlockStart: '1px solid', borderColor: 'divider',
} as const;
