import { Box, Typography } from '@mui/material';
import { useCan } from '../kit/index.ts';
import type { CustomerKind } from '../generated/graphql.ts';
import { Choice, Field } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';

/** What both adding and editing a customer ask for. */
export interface CustomerValues {
  name: string;
  email: string;
  phone: string;
  street: string;
  zip: string;
  city: string;
  country: string;
  kind: CustomerKind;
  taxNumber: string;
  vatId: string;
  registrationNumber: string;
  login: string;
  password: string;
}

export const noValues: CustomerValues = {
  name: '',
  email: '',
  phone: '',
  street: '',
  zip: '',
  city: '',
  country: '',
  kind: 'PERSON',
  taxNumber: '',
  vatId: '',
  registrationNumber: '',
  login: '',
  password: '',
};

interface CustomerFormProps {
  values: CustomerValues;
  onChange: (change: Partial<CustomerValues>) => void;
  errors: FieldErrors;
  /** Whether there is a password already, which stays when the input is left empty. */
  known: boolean;
}

export const kinds: readonly { value: CustomerKind; label: string }[] = [
  { value: 'PERSON', label: 'Person' },
  { value: 'COMPANY', label: 'Company' },
];

const columns = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
} as const;

/** Name and contact, address, and for those who may give one the sign-in to the portal. */
export function CustomerForm({ values, onChange, errors, known }: CustomerFormProps) {
  const mayLogin = useCan('customers:credentials');
  const field = (name: keyof CustomerValues) => ({
    name,
    value: values[name],
    onChange: (value: string) => onChange({ [name]: value }),
    errors,
  });
  return (
    <>
      <Box component="section" sx={{ display: 'grid', gap: 2 }}>
        <Field
          {...field('name')}
          label="Name"
          required
          autoFocus
          help="Of the person or the company, as it is printed on invoices."
        />
        <Box sx={columns}>
          <Field
            {...field('email')}
            label="E-mail"
            type="email"
            {...(known &&
              !mayLogin && {
                help: 'Of a customer that signs in to the portal only whoever gives logins changes it.',
              })}
          />
          <Field {...field('phone')} label="Phone" type="tel" />
        </Box>
      </Box>
      <Box component="section" sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h2">Address</Typography>
        <Field {...field('street')} label="Street" />
        <Box sx={{ ...columns, gridTemplateColumns: { xs: '1fr 2fr', sm: '120px 1fr 1fr' } }}>
          <Field {...field('zip')} label="Postal code" />
          <Field {...field('city')} label="City" />
          <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
            <Field {...field('country')} label="Country" />
          </Box>
        </Box>
      </Box>
      <Box component="section" sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h2">Tax</Typography>
        <Choice
          name="kind"
          label="Kind"
          value={values.kind}
          onChange={(kind) => onChange({ kind })}
          choices={kinds}
          errors={errors}
        />
        <Box sx={columns}>
          <Field {...field('taxNumber')} label="Tax number" help="Printed on documents." />
          <Field
            {...field('vatId')}
            label="VAT number"
            help={
              values.kind === 'PERSON'
                ? 'It counts for companies alone: choose “Company” where the customer is one.'
                : 'With the letters of its country. A company of another EU country owes the tax itself.'
            }
          />
          {values.kind === 'COMPANY' && (
            <Field
              {...field('registrationNumber')}
              label="Registration number"
              help="In the register of companies."
            />
          )}
        </Box>
      </Box>
      {mayLogin && (
        <Box component="section" sx={{ display: 'grid', gap: 2 }}>
          <Typography variant="h2">Portal login</Typography>
          <Box sx={columns}>
            <Field {...field('login')} label="Login" help="The e-mail works too." />
            <Field
              {...field('password')}
              label={known ? 'New password' : 'Password'}
              type="password"
              autoComplete="new-password"
              help={known ? 'Empty: it stays as it is.' : 'Empty: no sign-in until one is set.'}
            />
          </Box>
        </Box>
      )}
    </>
  );
}

/** Empty inputs are no values. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
