import { SelectInput, useListContext } from 'react-admin';
import { useCurrencies } from '../scope/useCurrencies.ts';

/** Narrows a list to one of the currencies in use below the partner switch, or to the one that a link asked for. */
export function CurrencyInput({ source }: { source: string; alwaysOn?: boolean }) {
  const { filterValues } = useListContext();
  const asked = (filterValues as Record<string, unknown>)[source];
  const currencies = new Set([
    ...useCurrencies(),
    ...(typeof asked === 'string' && asked ? [asked] : []),
  ]);
  return (
    <SelectInput
      source={source}
      label="Currency"
      emptyText="Any"
      choices={[...currencies].map((id) => ({ id, name: id }))}
    />
  );
}
