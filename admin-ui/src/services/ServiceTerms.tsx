import { Box } from '@mui/material';
import { Field, MoneyField } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import type { Tariff } from './TariffPicker.tsx';

/** The terms of a new service as they are typed. */
export interface ServiceValues {
  startDate: string;
  endDate: string;
  quantity: string;
  unitPrice: string;
  setupFee: string;
  description: string;
}

interface ServiceTermsProps {
  values: ServiceValues;
  onChange: (change: Partial<ServiceValues>) => void;
  tariff: Tariff | null;
  currency: string;
  seesPrices: boolean;
  errors: FieldErrors;
}

/** From when until when, how many, and what differs from the tariff. */
export function ServiceTerms({
  values,
  onChange,
  tariff,
  currency,
  seesPrices,
  errors,
}: ServiceTermsProps) {
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr 1fr', sm: '1fr 1fr 1fr' } }}
    >
      <Field
        name="startDate"
        label="First day"
        type="date"
        value={values.startDate}
        onChange={(startDate) => onChange({ startDate })}
        errors={errors}
        required
      />
      <Field
        name="endDate"
        label="Last day"
        type="date"
        value={values.endDate}
        onChange={(endDate) => onChange({ endDate })}
        errors={errors}
        help="Empty: it runs on"
      />
      <MoneyField
        name="quantity"
        label="Quantity"
        value={values.quantity}
        onChange={(quantity) => onChange({ quantity })}
        errors={errors}
      />
      {seesPrices && (
        <MoneyField
          name="unitPrice"
          label="Price"
          value={values.unitPrice}
          onChange={(unitPrice) => onChange({ unitPrice })}
          currency={currency}
          errors={errors}
          placeholder={tariff?.price ?? ''}
          help="Empty: follows the tariff"
        />
      )}
      {seesPrices && (
        <MoneyField
          name="setupFee"
          label="Setup fee"
          value={values.setupFee}
          onChange={(setupFee) => onChange({ setupFee })}
          currency={currency}
          errors={errors}
          placeholder={tariff && isPositive(tariff.setupFee) ? tariff.setupFee : ''}
          help="Empty: the tariff’s"
        />
      )}
      <Field
        name="description"
        label="Text on the invoice"
        value={values.description}
        onChange={(description) => onChange({ description })}
        errors={errors}
        placeholder={tariff?.name ?? ''}
      />
    </Box>
  );
}
