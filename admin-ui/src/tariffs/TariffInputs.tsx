import { Box, Button, Chip } from '@mui/material';
import {
  AutocompleteArrayInput,
  BooleanInput,
  FormDataConsumer,
  ReferenceArrayInput,
  required,
  SelectInput,
  TextInput,
  useInput,
  useRecordContext,
} from 'react-admin';
import { useMutation } from '@tanstack/react-query';
import { graphql } from '../generated/index.ts';
import { request } from '../api/client.ts';
import { useTaxRates } from '../settings/index.ts';
import { decimal, DecimalInput, useCan } from '../kit/index.ts';
import { kindChoices, type Tariff } from './api.ts';
import { ContractInputs } from './ContractInputs.tsx';
import { NewTaxRate } from './NewTaxRate.tsx';
import { useToday } from '../kit/scope/useToday.ts';

/** The fields of a tariff. The currency is fixed once it exists: services were sold in it. */
export function TariffInputs({ currencies }: { currencies: readonly string[] }) {
  return (
    <>
      <KindInput />
      <TextInput
        source="name"
        label="Name"
        validate={required('Give the tariff a name.')}
        helperText="As it stands on the invoice."
      />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
          columnGap: 1.5,
          alignItems: 'start',
          '& .MuiFormControl-root': { minWidth: 0 },
        }}
      >
        <PriceInput />
        <FormDataConsumer<{ currency?: string }>>
          {({ formData }) => (
            <DecimalInput
              source="setupFee"
              label="Setup fee"
              unit={formData.currency}
              validate={decimal(4, 'A fee is a number, such as 999.')}
              helperText="Once, on the first invoice."
            />
          )}
        </FormDataConsumer>
        <SelectInput
          source="currency"
          label="Currency"
          choices={currencies.map((code) => ({ id: code, name: code }))}
          validate={required('Choose one.')}
          helperText={false}
          readOnly={currencies.length === 1}
        />
      </Box>
      <TaxRateInput />
      <BooleanInput
        source="taxIncluded"
        label="The price includes the tax"
        helperText="On: the customer pays exactly the price. Off: the tax is added on top."
      />
      <ContractInputs />
      <BooleanInput
        source="portalSelectable"
        label="Customers may change to it"
        helperText="On: who has another plan of this kind can choose it in the portal."
      />
      <OfferedInput />
    </>
  );
}

/** The price of what services have is changed where it says first what that changes. */
function PriceInput() {
  const tariff = useRecordContext<Partial<Tariff>>();
  const kept = Boolean(tariff?.serviceCount || tariff?.pricePlannedFrom);
  return (
    <FormDataConsumer<{ currency?: string }>>
      {({ formData }) => (
        <DecimalInput
          source="price"
          label="Price"
          unit={formData.currency}
          validate={[
            required('Give a price.'),
            decimal(4, 'A price is a number with up to four decimals, such as 499 or 0.0125.'),
          ]}
          readOnly={kept}
          helperText={kept ? 'Changed on its page.' : 'Up to four decimals.'}
        />
      )}
    </FormDataConsumer>
  );
}

/** What services use stays charged once, or each month: the server refuses the change. */
function KindInput() {
  const tariff = useRecordContext<Partial<Tariff>>();
  const used = (tariff?.partnersUsing ?? []).length > 0;
  const once = used && tariff?.kind === 'ONE_TIME';
  return (
    <SelectInput
      source="kind"
      label="Kind"
      choices={used && !once ? kindChoices.filter(({ id }) => id !== 'ONE_TIME') : kindChoices}
      validate={required('Choose a kind.')}
      disabled={once}
      helperText={
        used
          ? `It stays charged ${once ? 'once' : 'each month'}: services use it. To charge otherwise, make another tariff and move the services to it.`
          : 'A one-time item is charged once; every other kind each month.'
      }
    />
  );
}

function TaxRateInput() {
  const mayCreate = useCan('tariffs:write');
  const { field: offered } = useInput({ source: 'partnerIds' });
  const { field: chosen } = useInput({ source: 'taxRateId' });
  const rates = useTaxRates(
    (offered.value ?? []) as string[],
    chosen.value ? [String(chosen.value)] : [],
    useToday(),
  );
  return (
    <SelectInput
      source="taxRateId"
      label="Tax rate"
      choices={rates.map(({ id, label }) => ({ id, name: label }))}
      emptyText="No tax"
      helperText="Rates that all who offer it may use: their own and those of partners above."
      {...(mayCreate ? { create: <NewTaxRate />, createLabel: 'New tax rate…' } : {})}
    />
  );
}

const everyoneDocument = graphql(`
  query TariffEveryone($first: Int!, $offset: Int!) {
    partners(first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        currency
      }
    }
  }
`);

async function everyoneBillingIn(currency: string): Promise<string[]> {
  const all: { id: string; currency: string }[] = [];
  for (;;) {
    const { partners } = await request(everyoneDocument, { first: 200, offset: all.length });
    all.push(...partners.nodes);
    if (partners.nodes.length === 0 || all.length >= partners.totalCount) break;
  }
  return all.filter((partner) => partner.currency === currency).map((partner) => partner.id);
}

type ItemProps = (at: { index: number }) => { key: number; onDelete: (event: unknown) => void };

/** Who can sell it, and from whom it cannot be taken, with the way that works. */
function sayOffered(kept: readonly { name: string }[]): string {
  const rule = 'Only these partners can sell it. All of them must bill in its currency.';
  if (!kept.length) return rule;
  const names = kept.map(({ name }) => name).join(', ');
  return `${rule} It stays with ${names}: customers there have services of it. To sell it no more, archive the tariff.`;
}

function OfferedInput() {
  const kept = useRecordContext<Partial<Tariff>>()?.partnersUsing ?? [];
  const { field } = useInput({ source: 'partnerIds' });
  const { field: currency } = useInput({ source: 'currency' });
  const everyone = useMutation({
    mutationFn: () => everyoneBillingIn(String(currency.value)),
    onSuccess: (ids) => field.onChange(ids),
  });
  return (
    <Box>
      <ReferenceArrayInput
        source="partnerIds"
        reference="partners"
        sort={{ field: 'name', order: 'ASC' }}
        perPage={50}
      >
        <AutocompleteArrayInput
          label="Offered to"
          parse={(ids: string[] | null) => [
            ...(ids ?? []),
            ...kept.filter(({ id }) => !ids?.includes(id)).map(({ id }) => id),
          ]}
          renderValue={(offered: { id: string; name: string }[], itemProps: ItemProps) =>
            offered.map(({ id, name }, index) => {
              const { key, onDelete, ...props } = itemProps({ index });
              return (
                <Chip
                  key={key}
                  size="small"
                  label={name}
                  {...props}
                  {...(kept.some((each) => each.id === id) ? {} : { onDelete })}
                />
              );
            })
          }
          optionText="name"
          filterToQuery={(text: string) => ({ q: text })}
          validate={required('Offer it to at least one partner.')}
          helperText={sayOffered(kept)}
        />
      </ReferenceArrayInput>
      <Button
        size="small"
        variant="outlined"
        onClick={() => everyone.mutate()}
        loading={everyone.isPending}
        disabled={!currency.value}
      >
        Offer to every partner billing in {String(currency.value || 'its currency')}
      </Button>
    </Box>
  );
}
