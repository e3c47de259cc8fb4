import { useState } from 'react';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { CustomFieldInputs, useCustomFieldsForm } from '../fields/index.ts';
import { useCan } from '../kit/index.ts';
import { CreateService } from './api.ts';
import { discountErrors, toDiscountInput, type DiscountDraft } from './discounts.ts';
import { DiscountsEditor } from './DiscountsEditor.tsx';
import { FirstCharge } from './FirstCharge.tsx';
import { ServiceTerms, type ServiceValues } from './ServiceTerms.tsx';
import { TariffPicker, type Tariff } from './TariffPicker.tsx';
import { useToday } from '../kit/scope/useToday.ts';

interface AddServiceDialogProps {
  customer: { id: string; name: string; currency: string; partner: { id: string } };
  onClose: () => void;
}

/** Sells a tariff to a customer. */
export function AddServiceDialog({ customer, onClose }: AddServiceDialogProps) {
  const notify = useNotify();
  const refresh = useRefresh();
  const today = useToday();
  const [tariff, setTariff] = useState<Tariff | null>(null);
  const [values, setValues] = useState<ServiceValues>({
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
  const set = (change: Partial<ServiceValues>) => setValues((before) => ({ ...before, ...change }));

  const given = (text: string) => (text.trim() ? cleanDecimal(text) : null);
  const input = tariff && {
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
  };

  const add = async () => {
    const wrong = {
      ...(tariff ? {} : { tariffId: 'Choose a tariff.' }),
      ...discountErrors(discounts),
      ...custom.problems(),
    };
    if (!tariff || !input || Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const done = await submission.submit(async () => {
      await custom.named(() =>
        request(CreateService, { input: { ...input, customFields: custom.input() } }),
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
      <TariffPicker
        customer={customer}
        value={tariff}
        onChange={setTariff}
        error={submission.fields['tariffId']}
      />
      <ServiceTerms
        values={values}
        onChange={set}
        tariff={tariff}
        currency={customer.currency}
        seesPrices={seesPrices}
        errors={submission.fields}
      />
      {seesPrices && (
        <DiscountsEditor
          discounts={discounts}
          onChange={setDiscounts}
          currency={customer.currency}
          errors={submission.fields}
        />
      )}
      <CustomFieldInputs form={custom} errors={submission.fields} />
      {seesPrices && (
        <FirstCharge
          input={input}
          lacks={
            values.startDate === ''
              ? 'Choose the first day.'
              : Object.keys(discountErrors(discounts)).length > 0
                ? 'Enter how much each discount takes off.'
                : null
          }
        />
      )}
    </FormDialog>
  );
}
