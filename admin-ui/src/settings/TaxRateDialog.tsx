import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { createTaxRateDocument } from './taxRates.ts';

interface TaxRateDialogProps {
  title: string;
  onClose: () => void;
  onCreated: (rate: { id: string; name: string }) => void;
}

/** Makes a rate of the viewer's partner and tells the lists that show rates. */
export function TaxRateDialog({ title, onClose, onCreated }: TaxRateDialogProps) {
  const queryClient = useQueryClient();
  const submission = useSubmit();
  const [name, setName] = useState('');
  const [percent, setPercent] = useState('');
  const create = async () => {
    await submission.submit(async () => {
      const { createTaxRate } = await request(createTaxRateDocument, {
        input: { name: name.trim(), percent: percent.replace(',', '.').trim() },
      });
      await queryClient.invalidateQueries({ queryKey: ['tax-rates'] });
      onCreated(createTaxRate);
    });
  };
  return (
    <FormDialog
      title={title}
      submitLabel="Create tax rate"
      submission={submission}
      onSubmit={() => void create()}
      onClose={onClose}
      failure="The tax rate was not created."
      width="xs"
    >
      <Field
        name="name"
        label="Name"
        value={name}
        onChange={setName}
        errors={submission.fields}
        help="As it stands on the invoice, such as VAT."
        required
        autoFocus
      />
      <Field
        name="percent"
        label="Percent"
        value={percent}
        onChange={setPercent}
        errors={submission.fields}
        help="Up to four decimals. A rate cannot be changed afterwards: issued invoices carry it."
        required
      />
    </FormDialog>
  );
}
