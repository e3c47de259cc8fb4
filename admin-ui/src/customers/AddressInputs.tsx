import { Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import type { AddressKind, CustomerDetailFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';

const parts = ['name', 'street', 'zip', 'city', 'country'] as const;

/** An address besides the customer's own, as it is typed. */
export interface TypedAddress extends Record<(typeof parts)[number], string> {
  kind: AddressKind;
  lat: number | null;
  lon: number | null;
}

const SERVICE_MAX = 20;
const blank = { name: '', street: '', zip: '', city: '', country: '', lat: null, lon: null };

/** Those that a customer has. */
export function typedAddresses({ addresses }: CustomerDetailFragment): TypedAddress[] {
  return addresses
    .filter(({ kind }) => kind !== 'MAIN')
    .map(({ kind, name, street, zip, city, country, lat, lon }) => ({
      kind,
      name: name ?? '',
      street: street ?? '',
      zip: zip ?? '',
      city: city ?? '',
      country: country ?? '',
      lat,
      lon,
    }));
}

/** What of them is to be sent: all, where one was changed. */
export function changedAddresses(before: readonly TypedAddress[], after: readonly TypedAddress[]) {
  return JSON.stringify(before) === JSON.stringify(after) ? {} : { addresses: [...after] };
}

interface AddressInputsProps {
  value: readonly TypedAddress[];
  onChange: (addresses: TypedAddress[]) => void;
  errors: FieldErrors;
}

/** The address that documents are printed with, where it is another, and where the customer is served. */
export function AddressInputs({ value, onChange, errors }: AddressInputsProps) {
  const billed = value.some(({ kind }) => kind === 'BILLING');
  const served = value.filter(({ kind }) => kind === 'SERVICE').length;
  const without = (at: number) => onChange(value.filter((_, n) => n !== at));
  const inputs = (at: number) => (
    <OneAddress
      address={value[at]}
      at={`addresses.${at}`}
      onChange={(changed) => onChange(value.map((each, n) => (n === at ? changed : each)))}
      errors={errors}
    />
  );
  return (
    <>
      <Box component="section" sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h2">Billing address</Typography>
        <FormControlLabel
          control={
            <Checkbox
              checked={billed}
              onChange={(_, on) =>
                onChange(
                  on
                    ? [{ ...blank, kind: 'BILLING' }, ...value]
                    : value.filter(({ kind }) => kind !== 'BILLING'),
                )
              }
            />
          }
          label="Documents are printed with another address"
        />
        {value.map((each, at) => each.kind === 'BILLING' && <Box key={at}>{inputs(at)}</Box>)}
      </Box>
      <Box component="section" sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h2">Service addresses</Typography>
        {value.map(
          (each, at) =>
            each.kind === 'SERVICE' && (
              <Box key={at} sx={{ display: 'grid', gap: 1 }}>
                {inputs(at)}
                <Box>
                  <Button size="small" color="inherit" onClick={() => without(at)}>
                    Remove this address
                  </Button>
                </Box>
              </Box>
            ),
        )}
        {served < SERVICE_MAX && (
          <Box>
            <Button
              size="small"
              variant="outlined"
              onClick={() => onChange([...value, { ...blank, kind: 'SERVICE' }])}
            >
              Add a service address
            </Button>
          </Box>
        )}
      </Box>
    </>
  );
}

interface OneAddressProps {
  address: TypedAddress;
  /** As the API names it. */
  at: string;
  onChange: (address: TypedAddress) => void;
  errors: FieldErrors;
}

function OneAddress({ address, at, onChange, errors }: OneAddressProps) {
  const field = (part: (typeof parts)[number]) => ({
    name: `${at}.${part}`,
    value: address[part],
    onChange: (typed: string) => onChange({ ...address, [part]: typed }),
    errors,
  });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Field {...field('name')} label="Name" help="Empty: that of the customer." />
      <Field {...field('street')} label="Street" />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr 2fr', sm: '120px 1fr 1fr' },
        }}
      >
        <Field {...field('zip')} label="Postal code" />
        <Field {...field('city')} label="City" />
        <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
          <Field {...field('country')} label="Country" />
        </Box>
      </Box>
    </Box>
  );
}
