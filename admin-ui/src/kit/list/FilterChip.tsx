import { createElement, type ComponentType, type ReactElement } from 'react';
import { Box, IconButton } from '@mui/material';
import { useReference, type RaRecord } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { Icon } from '../icons.tsx';
import { useLocale } from '../locale.ts';

/** A filter that is set, and the way to take it away. */
export function FilterChip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <Box
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        maxWidth: '100%',
        paddingInlineStart: 1.25,
        borderRadius: '8px',
        backgroundColor: 'action.selected',
        fontSize: '0.8125rem',
      }}
    >
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {text}
      </Box>
      <IconButton size="small" aria-label={`Remove the filter: ${text}`} onClick={onRemove}>
        <Icon name="close" size={14} />
      </IconButton>
    </Box>
  );
}

type Name = string | ((record: RaRecord) => string);

/** What a list's inputs say of themselves; that of a reference says it inside. */
interface InputProps {
  label?: string;
  placeholder?: string;
  choices?: readonly { id: unknown; name: string }[];
  reference?: string;
  optionText?: Name;
  children?: ReactElement<InputProps>;
}

/** An input whose value is no plain one says itself what is set. */
interface SaysItself {
  Said?: ComponentType<{ value: unknown; onRemove: () => void }>;
}

interface SaidFilterProps {
  source: string;
  value: unknown;
  /** The input that sets it; a link may narrow a list by what has none. */
  filter: ReactElement | undefined;
  onRemove: () => void;
}

/** A filter that is set, in the words of the input that sets it. */
export function SaidFilter({ source, value, filter, onRemove }: SaidFilterProps) {
  const locale = useLocale();
  const own = (filter?.type as SaysItself | undefined)?.Said;
  if (own) return createElement(own, { value, onRemove });
  const outer = (filter?.props ?? {}) as InputProps;
  const inner = outer.children?.props ?? outer;
  const label = inner.label ?? inner.placeholder ?? sayKey(source);
  if (outer.reference)
    return (
      <SaidReference
        label={label}
        reference={outer.reference}
        id={String(value)}
        name={inner.optionText ?? 'name'}
        onRemove={onRemove}
      />
    );
  const nameOf = (each: unknown) =>
    inner.choices?.find(({ id }) => String(id) === String(each))?.name;
  const said = Array.isArray(value)
    ? value.map((each) => nameOf(each) ?? sayPlain(each, locale)).join(' or ')
    : (nameOf(value) ?? sayPlain(value, locale));
  return <FilterChip text={said ? `${label}: ${said}` : label} onRemove={onRemove} />;
}

function SaidReference({
  label,
  reference,
  id,
  name,
  onRemove,
}: {
  label: string;
  reference: string;
  id: string;
  name: Name;
  onRemove: () => void;
}) {
  const { referenceRecord: record } = useReference({ reference, id });
  const said = record && (typeof name === 'string' ? String(record[name]) : name(record));
  return <FilterChip text={said ? `${label}: ${said}` : label} onRemove={onRemove} />;
}

/** "billingRunId" is "Billing run". */
function sayKey(key: string): string {
  const words = key.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A switch that is on needs no more than its name. */
function sayPlain(value: unknown, locale: string): string {
  if (value === true) return '';
  if (value === false) return 'no';
  const text = String(value);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? formatDate(text, locale) : text;
}
