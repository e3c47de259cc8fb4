import { useState } from 'react';
import { Link as RouterLink, useNavigate, useParams } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type {
  CustomerDetailFragment,
  CustomerStatus,
  CustomerUpdateInput,
} from '../generated/graphql.ts';
import { CustomFieldInputs, asValues, useCustomFieldsForm } from '../fields/index.ts';
import { BlockSkeleton, LeaveGuard, PageHeader, saved } from '../kit/index.ts';
import { UpdateCustomer } from './api.ts';
import { CustomerForm, orNull, type CustomerValues } from './CustomerForm.tsx';
import { Choice } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { RecordFailure } from '../kit/show/RecordFailure.tsx';
import { AddressInputs, changedAddresses, typedAddresses } from './AddressInputs.tsx';
import { changedMarks, MarkInputs, type CustomerMarks } from './MarkInputs.tsx';
import { useCustomer } from './useCustomer.ts';
import { customerStatuses } from './words.ts';

const back = { label: 'Customers', to: '/customers' };

/** Changes who a customer is and how it signs in; what it pays is on its own page. */
export function CustomerEdit() {
  const { id = '' } = useParams();
  const { data: customer, error, refetch } = useCustomer(id);
  if (customer) return <EditForm key={customer.id} customer={customer} />;
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeader title="Edit customer" back={back} />
      {error ? (
        <RecordFailure kind="customer" back={back} error={error} onRetry={() => void refetch()} />
      ) : (
        <Card sx={{ padding: 3 }}>
          <BlockSkeleton lines={10} />
        </Card>
      )}
    </Box>
  );
}

function EditForm({ customer }: { customer: CustomerDetailFragment }) {
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const [before] = useState(() => valuesOf(customer));
  const [values, setValues] = useState(before);
  const [marksBefore] = useState(() => marksOf(customer));
  const [marks, setMarks] = useState(marksBefore);
  const [addressesBefore] = useState(() => typedAddresses(customer));
  const [addresses, setAddresses] = useState(addressesBefore);
  const moved = {
    ...changedMarks(marksBefore, marks),
    ...changedAddresses(addressesBefore, addresses),
  };
  const [status, setStatus] = useState<CustomerStatus>(customer.status);
  const custom = useCustomFieldsForm(
    'CUSTOMER',
    customer.partner.id,
    asValues(customer.customFields),
  );
  const submission = useSubmit();
  const dirty =
    custom.dirty ||
    status !== customer.status ||
    Object.keys({ ...changes(before, values), ...moved }).length > 0;
  const page = `/customers/${customer.id}/show`;

  const save = async () => {
    const wrong = {
      ...(values.name.trim() ? {} : { name: 'Enter a name.' }),
      ...custom.problems(),
    };
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    await submission.submit(async () => {
      await custom.named(() =>
        request(UpdateCustomer, {
          id: customer.id,
          input: {
            ...changes(before, values),
            ...moved,
            ...(status === customer.status ? {} : { status }),
            customFields: custom.input(),
          },
        }),
      );
      notify('Changes saved.', { type: 'success' });
      void refresh();
      void navigate(page, saved);
    });
  };
  return (
    <SentForm fields={submission.fields} sx={{ maxWidth: 760 }} onSubmit={() => void save()}>
      <PageHeader title={`Edit ${customer.name}`} back={{ label: customer.name, to: page }} />
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}>
        <CustomerForm
          values={values}
          onChange={(change) => setValues((now) => ({ ...now, ...change }))}
          errors={submission.fields}
          known
        />
        <AddressInputs value={addresses} onChange={setAddresses} errors={submission.fields} />
        <MarkInputs
          partnerId={customer.partner.id}
          value={marks}
          onChange={setMarks}
          errors={submission.fields}
        />
        <Box component="section" sx={{ display: 'grid', gap: 2 }}>
          <Typography variant="h2">Status</Typography>
          <Box sx={{ maxWidth: 360 }}>
            <Choice
              name="status"
              label="Status"
              value={status}
              onChange={setStatus}
              choices={customerStatuses}
              errors={submission.fields}
              help="Blocking by debt changes it by itself; a change here is recorded with your name."
            />
          </Box>
        </Box>
        <CustomFieldInputs form={custom} errors={submission.fields} />
        <FormError error={submission.error} failure="The changes were not saved." />
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1 }}>
          <Button component={RouterLink} to={page} color="inherit">
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={submission.busy}>
            Save changes
          </Button>
        </Box>
      </Card>
      <LeaveGuard
        when={dirty}
        words={`What you changed of ${customer.name} is not saved yet. Leave anyway?`}
      />
    </SentForm>
  );
}

function valuesOf(customer: CustomerDetailFragment): CustomerValues {
  const text = (value: string | null) => value ?? '';
  return {
    name: customer.name,
    email: text(customer.email),
    phone: text(customer.phone),
    street: text(customer.street),
    zip: text(customer.zip),
    city: text(customer.city),
    country: text(customer.country),
    kind: customer.kind,
    taxNumber: text(customer.taxNumber),
    vatId: text(customer.vatId),
    registrationNumber: text(customer.registrationNumber),
    login: text(customer.login ?? null),
    password: '',
  };
}

function marksOf({ labels = [], location }: CustomerDetailFragment): CustomerMarks {
  return { labelIds: labels.map(({ id }) => id), locationId: location?.id ?? null };
}

/**
 * Only what was changed is sent, so that two people editing different things don't undo each
 * other.
 */
function changes(before: CustomerValues, after: CustomerValues): CustomerUpdateInput {
  const keys = Object.keys(after) as (keyof CustomerValues)[];
  return Object.fromEntries(
    keys
      .filter((key) => after[key] !== before[key])
      .map((key) => [key, key === 'password' ? after.password : orNull(after[key])]),
  );
}
