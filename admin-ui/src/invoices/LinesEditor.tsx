import { Box, Button, Checkbox, FormControlLabel, IconButton, Tooltip } from '@mui/material';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import type { LineDraft } from './estimate.ts';

interface LinesEditorProps {
  lines: readonly LineDraft[];
  onChange: (lines: readonly LineDraft[]) => void;
  rates: readonly { id: string; label: string }[];
  currency: string;
  errors: FieldErrors;
}

let made = 0;

/** An empty line; it starts with the tax of the one above, which is nearly always right. */
export function newLine(above?: LineDraft): LineDraft {
  made += 1;
  return {
    key: `line ${made}`,
    description: '',
    quantity: '1',
    unitPrice: '',
    taxRateId: above?.taxRateId ?? '',
    taxChosen: above?.taxChosen ?? false,
    taxIncluded: above?.taxIncluded ?? false,
    discountKind: 'PERCENT',
    discountValue: '',
  };
}

/** Lines to type in; every input carries the API's path, so that a refusal lands on it. */
export function LinesEditor({ lines, onChange, rates, currency, errors }: LinesEditorProps) {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {lines.map((line, index) => (
        <LineInputs
          key={line.key}
          line={line}
          index={index}
          rates={rates}
          currency={currency}
          errors={errors}
          onChange={(change) =>
            onChange(
              lines.map((other) => (other.key === line.key ? { ...other, ...change } : other)),
            )
          }
          onRemove={
            lines.length > 1
              ? () => onChange(lines.filter((other) => other.key !== line.key))
              : null
          }
        />
      ))}
      <Box>
        <Button onClick={() => onChange([...lines, newLine(lines.at(-1))])}>Add a line</Button>
      </Box>
    </Box>
  );
}

/** So many letters of a tax rate's name can be seen in its field. */
const FITS = 18;

interface LineInputsProps {
  line: LineDraft;
  index: number;
  rates: LinesEditorProps['rates'];
  currency: string;
  errors: FieldErrors;
  onChange: (change: Partial<LineDraft>) => void;
  onRemove: (() => void) | null;
}

function LineInputs({ line, index, rates, currency, errors, onChange, onRemove }: LineInputsProps) {
  const path = (name: string) => `lines.${index}.${name}`;
  const label = rates.find(({ id }) => id === line.taxRateId)?.label ?? '';
  const discounts = [
    { value: 'PERCENT', label: 'Percent off' },
    { value: 'FIXED', label: `${currency} off` },
  ] as const;
  return (
    <Box
      component="fieldset"
      sx={{
        border: 0,
        margin: 0,
        padding: 0,
        paddingBlockEnd: 2,
        minWidth: 0,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: '1fr 1fr', md: 'minmax(0, 1fr) 90px 150px 170px 40px' },
        alignItems: 'start',
      }}
    >
      <Box component="legend" sx={visuallyHidden}>
        Line {index + 1}
      </Box>
      <Box sx={{ gridColumn: { xs: '1 / -1', md: 'auto' } }}>
        <Field
          name={path('description')}
          label="Description"
          value={line.description}
          onChange={(description) => onChange({ description })}
          errors={errors}
          required
        />
      </Box>
      <MoneyField
        name={path('quantity')}
        label="Quantity"
        value={line.quantity}
        onChange={(quantity) => onChange({ quantity })}
        errors={errors}
      />
      <MoneyField
        name={path('unitPrice')}
        label="Unit price"
        value={line.unitPrice}
        onChange={(unitPrice) => onChange({ unitPrice })}
        errors={errors}
        currency={currency}
        required
      />
      <Box sx={{ gridColumn: { xs: onRemove ? 'auto' : '1 / -1', md: 'auto' } }}>
        <Choice
          name={path('taxRateId')}
          label="Tax"
          value={line.taxRateId}
          onChange={(taxRateId) => onChange({ taxRateId, taxChosen: true })}
          choices={[
            { value: '', label: 'No tax' },
            ...rates.map(({ id, label }) => ({ value: id, label })),
          ]}
          // whose a rate is makes it longer than the field
          help={label.length > FITS ? label : ''}
          errors={errors}
        />
      </Box>
      <Box
        sx={{
          display: 'flex',
          justifyContent: 'flex-end',
          marginBlockStart: onRemove ? 3 : { md: 3 },
        }}
      >
        {onRemove && (
          <Tooltip title="Remove this line">
            <IconButton onClick={onRemove} aria-label={`Remove line ${index + 1}`}>
              <DeleteOutlined fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <Box
        sx={{
          gridColumn: '1 / -1',
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: { xs: '1fr 1fr', md: '150px 150px 1fr' },
          alignItems: 'end',
        }}
      >
        <Choice
          name={path('discount.kind')}
          label="Discount"
          value={line.discountKind}
          onChange={(discountKind) => onChange({ discountKind })}
          choices={discounts}
          errors={errors}
        />
        <MoneyField
          name={path('discount.value')}
          label="Discount value"
          value={line.discountValue}
          onChange={(discountValue) => onChange({ discountValue })}
          unit={line.discountKind === 'PERCENT' ? '%' : currency}
          errors={errors}
        />
        <FormControlLabel
          sx={{ gridColumn: { xs: '1 / -1', md: 'auto' } }}
          control={
            <Checkbox
              size="small"
              checked={line.taxIncluded}
              onChange={(_, taxIncluded) => onChange({ taxIncluded })}
              disabled={line.taxRateId === ''}
            />
          }
          label="Price includes tax"
        />
      </Box>
    </Box>
  );
}
