import { Box } from '@mui/material';
import { useScopeFields } from '../../fields/index.ts';
import { fieldsOf, type ChangeField, type ChangedList } from './fields.ts';

interface OldAndNewProps {
  list: string | null;
  /** Values by their fields, as people read them. */
  before: unknown;
  after: unknown;
}

/** What becomes of each field of a record: "City: Durban -> Paarl". */
export function OldAndNew({ list, before, after }: OldAndNewProps) {
  const known: ChangedList = list === 'services' ? 'services' : 'customers';
  const custom = useScopeFields(known === 'customers' ? 'CUSTOMER' : 'SERVICE');
  const fields = fieldsOf(known, custom.fields);
  const [old, next] = [valuesOf(before), valuesOf(after)];
  return Object.keys(next).map((id) => {
    const field = fields.find((each) => each.id === id);
    const [was, becomes] = [sayValue(field, old[id]), sayValue(field, next[id])];
    return (
      <Box key={id} sx={{ color: 'text.primary', overflowWrap: 'anywhere' }}>
        {field?.label ?? id}: {was === becomes ? becomes : `${was} → ${becomes}`}
      </Box>
    );
  });
}

function valuesOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? { ...given } : {};
}

function sayValue(field: ChangeField | undefined, value: unknown): string {
  const none = field?.input.kind === 'setting' ? 'inherited' : 'none';
  if (value === null || value === undefined || value === '') return none;
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (field?.input.kind === 'choice')
    return field.input.choices.find((choice) => choice.value === text)?.label ?? text;
  if (field?.input.kind === 'setting') return field.input.words.options?.[text] ?? text;
  if (field?.id === 'unitPrice' && value === null) return 'the tariff’s';
  return text;
}
