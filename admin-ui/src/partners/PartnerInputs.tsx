import { AutocompleteInput, required, TextInput } from 'react-admin';

const names = new Intl.DisplayNames(undefined, { type: 'currency' });
const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  id: code,
  name: `${code}, ${names.of(code) ?? code}`,
}));
// Browsers leave UTC out of their list; an installation may well be set to it.
const timeZones = [...new Set(['UTC', 'Etc/UTC', ...Intl.supportedValuesOf('timeZone')])].map(
  (zone) => ({ id: zone, name: zone.replaceAll('_', ' ') }),
);

/** What every partner has, new or not. */
export function IdentityInputs({ currencyHelp }: { currencyHelp: string }) {
  return (
    <>
      <TextInput
        source="name"
        label="Name"
        validate={required('Give the partner a name.')}
        helperText="As customers know it; it is printed on invoices."
      />
      <AutocompleteInput
        source="currency"
        label="Currency"
        choices={currencies}
        helperText={currencyHelp}
      />
      <AutocompleteInput
        source="timeZone"
        label="Time zone"
        choices={timeZones}
        helperText="Decides when a day begins: for billing dates and for blocking."
      />
    </>
  );
}

/** Whom a partner's customers ask. Its logo and colour are company details. */
export function SupportInputs() {
  return (
    <>
      <TextInput
        source="supportEmail"
        label="Support e-mail"
        type="email"
        helperText="Where the portal sends customers who need help."
      />
      <TextInput source="supportPhone" label="Support phone" type="tel" helperText={false} />
    </>
  );
}
