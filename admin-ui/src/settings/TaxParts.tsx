import { Box, Button, IconButton, Tooltip } from '@mui/material';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { formatPercent } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { groupOf, newPart, type PartDraft } from './taxRateDraft.ts';

const BASES = [
  { value: 'NET', label: 'the net amount' },
  { value: 'PREVIOUS_TAX', label: 'the tax before it' },
  { value: 'NET_PLUS_PREVIOUS_TAX', label: 'net and the tax before it' },
  { value: 'NET_PLUS_ALL_PREVIOUS', label: 'net and all taxes before it' },
] as const;

interface TaxPartsProps {
  parts: readonly PartDraft[];
  onChange: (parts: readonly PartDraft[]) => void;
  errors: FieldErrors;
}

/** The taxes of a group in their order, and what they come to while they are typed. */
export function TaxParts({ parts, onChange, errors }: TaxPartsProps) {
  const locale = useLocale();
  const whole = groupOf(parts);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {parts.map((part, index) => (
        <TaxPart
          key={part.key}
          part={part}
          index={index}
          errors={errors}
          onChange={(change) =>
            onChange(parts.map((each) => (each.key === part.key ? { ...each, ...change } : each)))
          }
          onRemove={
            parts.length > 1 ? () => onChange(parts.filter(({ key }) => key !== part.key)) : null
          }
        />
      ))}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Button onClick={() => onChange([...parts, newPart()])}>Add a tax</Button>
        <Box role="status" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {whole === null
            ? 'Enter the percent of each tax.'
            : `Together ${formatPercent(whole, locale)}`}
        </Box>
      </Box>
    </Box>
  );
}

interface TaxPartProps {
  part: PartDraft;
  index: number;
  errors: FieldErrors;
  onChange: (change: Partial<PartDraft>) => void;
  onRemove: (() => void) | null;
}

function TaxPart({ part, index, errors, onChange, onRemove }: TaxPartProps) {
  const path = (name: string) => `parts.${index}.${name}`;
  return (
    <Box
      component="fieldset"
      sx={{
        border: 0,
        margin: 0,
        padding: 0,
        minWidth: 0,
        display: 'grid',
        gap: 1.5,
        alignItems: 'start',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr) 110px 44px',
          sm: 'minmax(0, 1fr) 110px minmax(0, 1.3fr) 40px',
        },
      }}
    >
      <Box component="legend" sx={visuallyHidden}>
        Tax {index + 1}
      </Box>
      <Field
        name={path('name')}
        label="Name"
        value={part.name}
        onChange={(name) => onChange({ name })}
        errors={errors}
        required
      />
      <MoneyField
        name={path('percent')}
        label="Percent"
        value={part.percent}
        onChange={(percent) => onChange({ percent })}
        unit="%"
        errors={errors}
        required
      />
      <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' }, gridRow: { xs: 2, sm: 'auto' } }}>
        <Choice
          name={path('basis')}
          label="Of"
          value={part.basis}
          onChange={(basis) => onChange({ basis })}
          choices={index === 0 ? BASES.slice(0, 1) : BASES}
          errors={errors}
        />
      </Box>
      {onRemove && (
        <Tooltip title="Remove this tax">
          <IconButton
            onClick={onRemove}
            aria-label={`Remove tax ${index + 1}`}
            sx={{ marginBlockStart: 3, width: { xs: 44, sm: 40 }, height: { xs: 44, sm: 40 } }}
          >
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
    </Box>
  );
}
