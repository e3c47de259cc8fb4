import { useCreateSuggestionContext } from 'react-admin';
import { TaxRateDialog } from '../settings/index.ts';

/** A tax rate made while the tariff is being written; what was typed in the tariff stays. */
export function NewTaxRate() {
  const { onCancel, onCreate } = useCreateSuggestionContext();
  return (
    <TaxRateDialog
      title="New tax rate"
      onClose={onCancel}
      onSaved={({ id, name }) => onCreate({ id, name })}
    />
  );
}
