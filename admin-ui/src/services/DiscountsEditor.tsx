import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { newDiscount, type DiscountDraft } from './discounts.ts';

interface DiscountsEditorProps {
  discounts: readonly DiscountDraft[];
  onChange: (discounts: readonly DiscountDraft[]) => void;
  currency: string;
  errors: FieldErrors;
}

/** What comes off the price, and in which days. */
export function DiscountsEditor({ discounts, onChange, currency, errors }: DiscountsEditorProps) {
  return (
    <Box component="section" sx={{ display: 'grid', gap: 1.5 }}>
      <Typography variant="h3">Discounts</Typography>
      {discounts.map((discount, index) => {
        const path = (name: string) => `discounts.${index}.${name}`;
        const set = (change: Partial<DiscountDraft>) =>
          onChange(
            discounts.map((other) =>
              other.key === discount.key ? { ...other, ...change } : other,
            ),
          );
        return (
          <Box
            component="fieldset"
            key={discount.key}
            sx={{
              border: 0,
              margin: 0,
              padding: 0,
              minWidth: 0,
              display: 'grid',
              gap: 1.5,
              gridTemplateColumns: { xs: '1fr 1fr', sm: '150px 1fr 1fr 1fr 40px' },
            }}
          >
            <Box component="legend" sx={visuallyHidden}>
              Discount {index + 1}
            </Box>
            <Choice
              name={path('kind')}
              label="Kind"
              value={discount.kind}
              onChange={(kind) => set({ kind })}
              choices={[
                { value: 'PERCENT', label: 'Percent' },
                { value: 'FIXED', label: 'Fixed a month' },
              ]}
              errors={errors}
            />
            <MoneyField
              name={path('value')}
              label="Value"
              value={discount.value}
              onChange={(value) => set({ value })}
              unit={discount.kind === 'PERCENT' ? '%' : currency}
              errors={errors}
              required
            />
            <Field
              name={path('from')}
              label="From"
              type="date"
              value={discount.from}
              onChange={(from) => set({ from })}
              errors={errors}
            />
            <Field
              name={path('until')}
              label="Last day"
              type="date"
              value={discount.until}
              onChange={(until) => set({ until })}
              errors={errors}
            />
            <Tooltip title="Remove this discount">
              <IconButton
                sx={{ alignSelf: 'start', marginBlockStart: 3 }}
                onClick={() => onChange(discounts.filter((other) => other.key !== discount.key))}
                aria-label={`Remove discount ${index + 1}`}
              >
                <DeleteOutlined fontSize="small" />
              </IconButton>
            </Tooltip>
            <Box sx={{ gridColumn: '1 / -1' }}>
              <Field
                name={path('message')}
                label="Text on the invoice"
                value={discount.message}
                onChange={(message) => set({ message })}
                errors={errors}
              />
            </Box>
          </Box>
        );
      })}
      <Box>
        <Button size="small" onClick={() => onChange([...discounts, newDiscount()])}>
          Add a discount
        </Button>
      </Box>
    </Box>
  );
}
