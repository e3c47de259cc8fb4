import { useState } from 'react';
import { Alert, Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate, formatMoney, formatPrice } from '@backhaul/design';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan, useLocale, useSentenceLocale } from '../kit/index.ts';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import { ChangePlan } from './api.ts';
import { PlanChangeEffect } from './PlanChangeEffect.tsx';
import { TariffPicker, type Tariff } from './TariffPicker.tsx';
import { useToday } from '../kit/scope/useToday.ts';

/**
 * Another plan for a service, now or from a day to come; says what it comes to before it is done.
 */
export function ChangePlanDialog({
  service,
  onClose,
}: {
  service: ServiceRowFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const today = useToday();
  const [tariff, setTariff] = useState<Tariff | null>(null);
  const [date, setDate] = useState(today);
  const [unitPrice, setUnitPrice] = useState('');
  const submission = useSubmit();
  const seesPrices = useCan('invoices:read');
  const input =
    tariff && isLocalDate(date)
      ? {
          serviceId: service.id,
          tariffId: tariff.id,
          date,
          ...(seesPrices && unitPrice.trim() && { unitPrice: cleanDecimal(unitPrice) }),
        }
      : null;
  const change = async () => {
    if (!input)
      return submission.refuse(
        tariff ? { date: 'Choose a day.' } : { tariffId: 'Choose a tariff.' },
      );
    const done = await submission.submit(async () => {
      const { changePlan } = await request(ChangePlan, { input });
      const day = formatDate(changePlan.date, locale);
      notify(
        changePlan.status === 'PLANNED'
          ? `${tariff?.name} is planned from ${day}.`
          : `${service.description} is ${tariff?.name} from ${day}.`,
        { type: 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Change the plan of ${service.description}`}
      submitLabel={date > today ? 'Plan the change' : 'Change plan'}
      submission={submission}
      onSubmit={() => void change()}
      onClose={onClose}
      failure="The plan was not changed."
      width="sm"
    >
      <TariffPicker
        customer={{ currency: service.currency, partner: service.customer.partner }}
        suits={({ id, kind }) => id !== service.tariff.id && kind !== 'ONE_TIME'}
        value={tariff}
        onChange={(chosen) => {
          submission.reset();
          setTariff(chosen);
        }}
        error={submission.fields['tariffId']}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
          alignItems: 'start',
        }}
      >
        <Field
          name="date"
          label="From"
          type="date"
          value={date}
          onChange={setDate}
          errors={submission.fields}
          help="The first day of the new plan"
          required
        />
        {seesPrices && (
          <MoneyField
            name="unitPrice"
            label="Price"
            value={unitPrice}
            onChange={setUnitPrice}
            currency={service.currency}
            errors={submission.fields}
            help={
              tariff
                ? `Empty: the tariff’s ${formatPrice(tariff.price, service.currency, locale)}, ${tariff.taxIncluded ? 'incl.' : 'excl.'} tax`
                : 'Empty: the tariff’s'
            }
          />
        )}
      </Box>
      {tariff && <Compared service={service} tariff={tariff} />}
      <Box sx={{ color: 'text.secondary' }}>
        The quantity stays. Discounts of {service.description} end with it. Setup and activation
        fees of the new plan are not charged; where it holds for a time at least, that begins with
        it.
      </Box>
      {service.contractUntil && date <= service.contractUntil && (
        <Alert severity="warning" variant="outlined">
          The contract holds until {formatDate(service.contractUntil, sentenceLocale)}. It ends with
          this change, without its early cancellation fee.
        </Alert>
      )}
      {seesPrices && <PlanChangeEffect input={input} today={today} />}
    </FormDialog>
  );
}

/** Both prices alike, whether the tariffs' own hold the tax or not. */
function Compared({ service, tariff }: { service: ServiceRowFragment; tariff: Tariff }) {
  const locale = useLocale();
  const { currency, priceWithTax } = service;
  if (priceWithTax === undefined) return null;
  const say = (price: string) => `${formatMoney(price, currency, locale)} incl. tax`;
  return (
    <Box>
      {service.tariff.name}: {say(priceWithTax)}. {tariff.name}: {say(tariff.priceWithTax)}.
    </Box>
  );
}
