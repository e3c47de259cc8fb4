import { useState } from 'react';
import { Autocomplete, Box, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatPrice, statusLook } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { TariffChoicesQuery as Tariffs } from '../generated/graphql.ts';
import { todayOr } from '../customers/dates.ts';
import { Field, MoneyField } from '../customers/form/Fields.tsx';
import { FormDialog } from '../customers/form/FormDialog.tsx';
import { useRefresh } from '../customers/form/useRefresh.ts';
import { useSubmit } from '../customers/form/useSubmit.ts';
import { cleanDecimal, isPositive } from '../invoices/decimal.ts';
import { CustomFieldInputs } from '../custom-fields/CustomFieldInputs.tsx';
import { useCustomFieldsForm } from '../custom-fields/useCustomFieldsForm.ts';
import { useCan, useLocale, useViewer } from '../shared/index.ts';
import { CreateService, TariffChoicesQuery } from './api.ts';
import { discountErrors, toDiscountInput, type DiscountDraft } from './discounts.ts';
import { DiscountsEditor } from './DiscountsEditor.tsx';

interface AddServiceDialogProps {
  customer: { id: string; name: string; currency: string; partner: { id: string } };
  onClose: () => void;
}

type Tariff = Tariffs['tariffs']['nodes'][number];

/** Sells a tariff to a customer. */
export function AddServiceDialog({ customer, onClose }: AddServiceDialogProps) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const today = todayOr(useViewer()?.today);
  const [tariff, setTariff] = useState<Tariff | null>(null);
  const [values, setValues] = useState({
    startDate: today,
    endDate: '',
    quantity: '1',
    unitPrice: '',
    setupFee: '',
    description: '',
  });
  const [discounts, setDiscounts] = useState<readonly DiscountDraft[]>([]);
  const custom = useCustomFieldsForm('SERVICE', customer.partner.id, null);
  const submission = useSubmit();
  // the tariff's price holds for whoever does not see what services cost
  const seesPrices = useCan('invoices:read');
  const tariffs = useQuery({
    queryKey: ['tariffs', 'choices', customer.partner.id],
    queryFn: async () =>
      (await request(TariffChoicesQuery, { partnerId: customer.partner.id, search: null })).tariffs
        .nodes,
  });
  const offered = (tariffs.data ?? []).filter((choice) => choice.currency === customer.currency);
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }));
  const price = (amount: string) => formatPrice(amount, customer.currency, locale);

  const add = async () => {
    const wrong = {
      ...(tariff ? {} : { tariffId: 'Choose a tariff.' }),
      ...discountErrors(discounts),
      ...custom.problems(),
    };
    if (!tariff || Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const given = (text: string) => (text.trim() ? cleanDecimal(text) : null);
    const done = await submission.submit(async () => {
      await custom.named(() =>
        request(CreateService, {
          input: {
            customerId: customer.id,
            tariffId: tariff.id,
            startDate: values.startDate,
            endDate: values.endDate || null,
            quantity: given(values.quantity),
            ...(seesPrices && {
              unitPrice: given(values.unitPrice),
              setupFee: given(values.setupFee),
              discounts: discounts.map(toDiscountInput),
            }),
            description: values.description.trim() || null,
            customFields: custom.input(),
          },
        }),
      );
      notify(`${tariff.name} added.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };

  return (
    <FormDialog
      title={`Add a service for ${customer.name}`}
      submitLabel="Add service"
      submission={submission}
      onSubmit={() => void add()}
      onClose={onClose}
      failure="The service was not added."
      width="md"
    >
      <Autocomplete<Tariff>
        value={tariff}
        onChange={(_, chosen) => setTariff(chosen)}
        options={offered}
        loading={tariffs.isPending}
        noOptionsText={
          tariffs.error ? 'The tariffs could not be loaded' : 'No tariff is offered to this partner'
        }
        getOptionLabel={(choice) => choice.name}
        getOptionKey={(choice) => choice.id}
        isOptionEqualToValue={(option, chosen) => option.id === chosen.id}
        groupBy={(choice) => statusLook(choice.kind).label}
        size="small"
        renderOption={({ key, ...props }, choice) => (
          <Box
            component="li"
            key={key}
            {...props}
            sx={{ '&&': { display: 'flex', justifyContent: 'space-between', gap: 2 } }}
          >
            <span>{choice.name}</span>
            <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              {price(choice.price)}
            </Box>
          </Box>
        )}
        renderInput={(params) => (
          <TextField
            {...params}
            label="Tariff"
            name="tariffId"
            required
            autoFocus
            error={Boolean(submission.fields['tariffId'])}
            helperText={submission.fields['tariffId'] ?? ''}
          />
        )}
      />
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr 1fr', sm: '1fr 1fr 1fr' } }}
      >
        <Field
          name="startDate"
          label="First day"
          type="date"
          value={values.startDate}
          onChange={(startDate) => set({ startDate })}
          errors={submission.fields}
          required
        />
        <Field
          name="endDate"
          label="Last day"
          type="date"
          value={values.endDate}
          onChange={(endDate) => set({ endDate })}
          errors={submission.fields}
          help="Empty: it runs on"
        />
        <MoneyField
          name="quantity"
          label="Quantity"
          value={values.quantity}
          onChange={(quantity) => set({ quantity })}
          errors={submission.fields}
        />
        {seesPrices && (
          <MoneyField
            name="unitPrice"
            label="Price"
            value={values.unitPrice}
            onChange={(unitPrice) => set({ unitPrice })}
            currency={customer.currency}
            errors={submission.fields}
            placeholder={tariff?.price ?? ''}
            help="Empty: follows the tariff"
          />
        )}
        {seesPrices && (
          <MoneyField
            name="setupFee"
            label="Setup fee"
            value={values.setupFee}
            onChange={(setupFee) => set({ setupFee })}
            currency={customer.currency}
            errors={submission.fields}
            placeholder={tariff && isPositive(tariff.setupFee) ? tariff.setupFee : ''}
            help="Empty: the tariff’s"
          />
        )}
        <Field
          name="description"
          label="Text on the invoice"
          value={values.description}
          onChange={(description) => set({ description })}
          errors={submission.fields}
          placeholder={tariff?.name ?? ''}
        />
      </Box>
      {seesPrices && (
        <DiscountsEditor
          discounts={discounts}
          onChange={setDiscounts}
          currency={customer.currency}
          errors={submission.fields}
        />
      )}
      <CustomFieldInputs form={custom} errors={submission.fields} />
    </FormDialog>
  );
}
