import { useState, type FormEvent } from 'react';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useCreateSuggestionContext } from 'react-admin';
import { TaxRateFields, useCreateTaxRate } from '../settings/index.ts';

/** A tax rate made while the tariff is being written; what was typed in the tariff stays. */
export function NewTaxRate() {
  const { onCancel, onCreate } = useCreateSuggestionContext();
  const [typed, setTyped] = useState({ name: '', percent: '' });
  const create = useCreateTaxRate((rate) => onCreate({ id: rate.id, name: rate.name }));
  function submit(event: FormEvent): void {
    event.preventDefault();
    // The tariff's own form lies around this one in React's tree, though not on the page.
    event.stopPropagation();
    create.mutate(typed);
  }
  return (
    <Dialog
      open
      onClose={onCancel}
      aria-labelledby="new-tax-rate"
      slotProps={{ paper: { sx: { width: 420 } } }}
    >
      <form onSubmit={submit}>
        <DialogTitle id="new-tax-rate">New tax rate</DialogTitle>
        <DialogContent>
          <TaxRateFields typed={typed} onChange={setTyped} error={create.error} />
        </DialogContent>
        <DialogActions>
          <Button variant="outlined" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" loading={create.isPending}>
            Create tax rate
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
