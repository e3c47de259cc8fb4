import { Suspense, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { BillingType } from '../generated/graphql.ts';
import { CustomFieldInputs, useCustomFieldsForm } from '../fields/index.ts';
import { LeaveGuard, PageHeader, saved, usePartnerScope } from '../kit/index.ts';
import { CreateCustomer } from './api.ts';
import { CustomerForm, noValues, orNull, type CustomerValues } from './CustomerForm.tsx';
import { Choice, Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit, type FieldErrors } from '../kit/form/useSubmit.ts';
import { useSlot } from '../kit/office/useSlot.ts';
import { AddressInputs, type TypedAddress } from './AddressInputs.tsx';
import { changedMarks, MarkInputs, noMarks } from './MarkInputs.tsx';
import { PartnerPicker, type PartnerChosen } from '../partners/index.ts';
import { newCustomerParts, type NewCustomer } from './slots.ts';
import { billingTypes } from './words.ts';

/** Adds a customer; the services come next, on its own page. */
export function CustomerCreate() {
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const scope = usePartnerScope();
  const [values, setValues] = useState(noValues);
  const [picked, setPicked] = useState<PartnerChosen | null | undefined>(undefined);
  const partner = picked === undefined ? scope.partner : picked;
  const [billingType, setBillingType] = useState<BillingType>('RECURRING');
  const [externalId, setExternalId] = useState('');
  const [marks, setMarks] = useState(noMarks);
  const [addresses, setAddresses] = useState<TypedAddress[]>([]);
  const custom = useCustomFieldsForm('CUSTOMER', partner?.id ?? null, null);
  const submission = useSubmit();

  const dirty =
    custom.dirty ||
    externalId !== '' ||
    marks !== noMarks ||
    addresses.length > 0 ||
    isTyped(values);

  const save = async () => {
    const missing = { ...findMissing(values, partner), ...custom.problems() };
    if (!partner || Object.keys(missing).length > 0) return submission.refuse(missing);
    await submission.submit(async () => {
      const { createCustomer } = await custom.named(() =>
        request(CreateCustomer, {
          input: {
            ...toInput(values),
            ...changedMarks(noMarks, marks),
            addresses,
            partnerId: partner.id,
            billingType,
            externalId: orNull(externalId),
            customFields: custom.input(),
          },
        }),
      );
      notify(`${createCustomer.name} is customer ${createCustomer.number}.`, { type: 'success' });
      void refresh();
      void navigate(`/customers/${createCustomer.id}/show?tab=services`, saved);
    });
  };

  return (
    <SentForm fields={submission.fields} sx={{ maxWidth: 760 }} onSubmit={() => void save()}>
      <PageHeader title="New customer" back={{ label: 'Customers', to: '/customers' }} />
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}>
        <CustomerForm
          values={values}
          onChange={(change) => setValues((before) => ({ ...before, ...change }))}
          errors={submission.fields}
          known={false}
        />
        <AddressInputs value={addresses} onChange={setAddresses} errors={submission.fields} />
        <Box component="section" sx={{ display: 'grid', gap: 2 }}>
          <Typography variant="h2">Billing</Typography>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
            <PartnerPicker
              value={partner}
              onChange={setPicked}
              error={submission.fields['partnerId']}
            />
            <Choice
              name="billingType"
              label="Billing type"
              value={billingType}
              onChange={setBillingType}
              choices={billingTypes}
              errors={submission.fields}
            />
            <Field
              name="externalId"
              label="External number"
              value={externalId}
              onChange={setExternalId}
              errors={submission.fields}
              help="Its number in the system it came from, if any."
            />
          </Box>
        </Box>
        <MarkInputs
          partnerId={partner?.id ?? null}
          value={marks}
          onChange={setMarks}
          errors={submission.fields}
        />
        <CustomFieldInputs form={custom} errors={submission.fields} />
        <Parts values={values} partnerId={partner?.id ?? null} />
        <FormError error={submission.error} failure="The customer was not added." />
        <AddButton busy={submission.busy} />
      </Card>
      <LeaveGuard when={dirty} words="The customer is not added yet. Leave anyway?" />
    </SentForm>
  );
}

function AddButton({ busy }: { busy: boolean }) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'flex-end' }}>
      <Button type="submit" variant="contained" disabled={busy}>
        Add customer
      </Button>
    </Box>
  );
}

/** What other modules say of it before it is added. */
function Parts(typed: NewCustomer) {
  const parts = useSlot(newCustomerParts);
  return parts.map((Part, index) => (
    <Suspense key={index} fallback={null}>
      <Part {...typed} />
    </Suspense>
  ));
}

const isTyped = (values: CustomerValues): boolean =>
  (Object.keys(values) as (keyof CustomerValues)[]).some((key) => values[key] !== noValues[key]);

function toInput({ name, password, kind, ...contact }: CustomerValues) {
  return {
    ...Object.fromEntries(Object.entries(contact).map(([key, value]) => [key, orNull(value)])),
    name: name.trim(),
    kind,
    password: password || null,
  };
}

/** What nobody needs a server to see. */
function findMissing(values: CustomerValues, partner: { id: string } | null): FieldErrors {
  return {
    ...(partner ? {} : { partnerId: 'Choose the partner it belongs to.' }),
    ...(values.name.trim() ? {} : { name: 'Enter a name.' }),
  };
}
