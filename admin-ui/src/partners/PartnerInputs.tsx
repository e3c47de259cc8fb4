import { AutocompleteInput, required, TextInput } from 'react-admin';
import { currencies, timeZones } from '../kit/places.ts';

/** What every partner has, new or not. */
export function IdentityInputs({
  currencyHelp,
  currencyStays = false,
}: {
  currencyHelp: string;
  currencyStays?: boolean;
}) {
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
        disabled={currencyStays}
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
