import { useState } from 'react';
import { Alert, Box } from '@mui/material';
import { useGetOne, useNotify } from 'react-admin';
import { formatDate, formatPrice } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import { plannedAfter } from '@backhaul/domain/charging/prices';
import { addDays, maxDate } from '@backhaul/domain/time/calendar';
import { Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit, type FieldErrors } from '../kit/form/useSubmit.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { CustomFieldInputs, asValues, useCustomFieldsForm } from '../fields/index.ts';
import { useLocale } from '../kit/index.ts';
import { UpdateService, type Service } from './api.ts';
import { discountErrors, newDiscount, toDiscountInput, type DiscountDraft } from './discounts.ts';
import { DiscountsEditor } from './DiscountsEditor.tsx';

/** Changes a service, and for those who see it what it costs from the next charge on. */
export function EditServiceDialog({
  service,
  onClose,
}: {
  service: ServiceRowFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const [quantity, setQuantity] = useState(service.quantity);
  const [unitPrice, setUnitPrice] = useState(
    service.priceFromTariff ? '' : (service.unitPrice ?? ''),
  );
  const [from, setFrom] = useState('');
  const [description, setDescription] = useState(service.description);
  const [discounts, setDiscounts] = useState(() => (service.discounts ?? []).map(newDiscount));
  const custom = useCustomFieldsForm(
    'SERVICE',
    service.customer.partner.id,
    asValues(service.customFields),
  );
  const submission = useSubmit();
  const [known] = useState({ unitPrice, discounts });
  // what one does not see one does not overwrite
  const seesPrices = service.unitPrice !== undefined;
  const save = async () => {
    const wrong = { ...discountErrors(discounts), ...custom.problems() };
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const done = await submission.submit(async () => {
      await custom.named(() =>
        request(UpdateService, {
          serviceId: service.id,
          input: {
            quantity: cleanDecimal(quantity || '1'),
            ...changedPrices(known, { unitPrice, discounts }),
            ...(from && { from }),
            description: description.trim(),
            customFields: custom.input(),
          },
        }),
      );
      notify(`${service.description} changed.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Change ${service.description}`}
      submitLabel="Save changes"
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure="The service was not changed."
      width="md"
    >
      <ChargedUpTo service={service} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr 1fr', sm: '120px 200px 1fr' },
          alignItems: 'start',
        }}
      >
        <MoneyField
          name="quantity"
          label="Quantity"
          value={quantity}
          onChange={setQuantity}
          errors={submission.fields}
          autoFocus
        />
        {seesPrices && (
          <MoneyField
            name="unitPrice"
            label="Price"
            value={unitPrice}
            onChange={setUnitPrice}
            currency={service.currency}
            errors={submission.fields}
            placeholder={service.tariff.price ?? ''}
            help={
              service.tariff.price === undefined
                ? 'Empty: the tariff’s'
                : `Empty: the tariff’s ${formatPrice(service.tariff.price, service.currency, locale)}`
            }
          />
        )}
        <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
          <Field
            name="description"
            label="Text on the invoice"
            value={description}
            onChange={setDescription}
            errors={submission.fields}
          />
        </Box>
      </Box>
      {seesPrices && (
        <DiscountsEditor
          discounts={discounts}
          onChange={(next) => setDiscounts([...next])}
          currency={service.currency}
          errors={submission.fields}
        />
      )}
      {seesPrices && (
        <HoldsFrom
          service={service}
          value={from}
          onChange={setFrom}
          price={unitPrice === known.unitPrice ? null : unitPrice.trim()}
          errors={submission.fields}
        />
      )}
      <CustomFieldInputs form={custom} errors={submission.fields} />
    </FormDialog>
  );
}

/** Until when it is charged: what is changed counts for the days after. */
function ChargedUpTo({ service }: { service: ServiceRowFragment }) {
  const locale = useLocale();
  if (service.chargedUntil <= service.startDate) return null;
  return (
    <Alert severity="info" variant="outlined">
      Charged up to {formatDate(addDays(service.chargedUntil, -1), locale)}. What you change counts
      for days not charged yet; nothing already invoiced changes.
    </Alert>
  );
}

interface Priced {
  unitPrice: string;
  discounts: readonly DiscountDraft[];
}

/** What was not touched stays, whatever is planned. */
function changedPrices(known: Priced, { unitPrice, discounts }: Priced) {
  return {
    ...(unitPrice !== known.unitPrice && {
      unitPrice: unitPrice.trim() ? cleanDecimal(unitPrice) : null,
    }),
    ...(JSON.stringify(discounts) !== JSON.stringify(known.discounts) && {
      discounts: discounts.map(toDiscountInput),
    }),
  };
}

/** Which planned prices end where a new one holds from a day, before it is saved. */
function EndsPlanned({
  service,
  from,
  follows,
}: {
  service: ServiceRowFragment;
  from: string;
  follows: boolean;
}) {
  const locale = useLocale();
  const { data } = useGetOne<Service>('services', { id: service.id });
  const day = from || openFrom(service);
  const last = data?.pricePlannedFrom ?? '';
  // whoever follows the tariff again has its planned prices all the same
  const ends = plannedAfter(data?.datedPrices ?? [], day).filter(
    (each) => !follows || (each.from ?? '') <= last,
  );
  if (ends.length === 0) return null;
  const said = ends.map(
    (each) =>
      `${formatPrice(each.price, service.currency, locale)} from ${formatDate(each.from!, locale)}`,
  );
  return (
    <Alert severity="warning" variant="outlined" role="status">
      {follows ? 'Following the tariff' : 'The new price'} from {formatDate(day, locale)} ends what
      is planned for later: {said.join(', ')}. To keep it, take the new price back, or plan it again
      afterwards.
    </Alert>
  );
}

/** The first day that is not charged. */
const openFrom = ({ chargedUntil, startDate }: ServiceRowFragment) =>
  maxDate(chargedUntil, startDate);

interface HoldsFromProps {
  service: ServiceRowFragment;
  value: string;
  onChange: (from: string) => void;
  /** The new price, empty for the tariff's; null where it stays. */
  price: string | null;
  errors: FieldErrors;
}

function HoldsFrom({ service, value, onChange, price, errors }: HoldsFromProps) {
  const locale = useLocale();
  const open = formatDate(openFrom(service), locale);
  return (
    <>
      <Field
        name="from"
        label="Price and discounts hold from"
        type="date"
        value={value}
        onChange={onChange}
        errors={errors}
        help={`Empty: from ${open}, the first day that is not charged. What held before ends the day before.`}
      />
      {price !== null && <EndsPlanned service={service} from={value} follows={price === ''} />}
    </>
  );
}
