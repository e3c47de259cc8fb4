import { useState } from 'react';
import { Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { usePartnerScope, useViewer } from '../kit/index.ts';
import { CreateAccount } from './api.ts';

const FIELDS = [
  { name: 'name', label: 'Name', help: 'As you call it: Main account.' },
  { name: 'iban', label: 'IBAN', help: '' },
  { name: 'accountNumber', label: 'Account number', help: 'Only where there is no IBAN.' },
  { name: 'bic', label: 'BIC', help: 'Optional.' },
] as const;

/** Sets up an account of the partner that is looked at. */
export function AddAccountDialog({ onClose }: { onClose: () => void }) {
  const viewer = useViewer();
  const scope = usePartnerScope();
  const client = useQueryClient();
  const submission = useSubmit();
  const [values, setValues] = useState<Record<string, string>>({
    currency: viewer?.partner.currency ?? '',
  });
  const set = (name: string) => (value: string) => setValues((all) => ({ ...all, [name]: value }));
  const send = () =>
    submission.submit(async () => {
      await request(CreateAccount, {
        input: {
          partnerId: scope.partnerId ?? viewer?.partner.id ?? '',
          name: values.name ?? '',
          iban: values.iban || null,
          accountNumber: values.accountNumber || null,
          bic: values.bic || null,
          currency: (values.currency ?? '').toUpperCase(),
        },
      });
      await client.invalidateQueries({ queryKey: ['bank-accounts'] });
    });
  return (
    <FormDialog
      title="Set up a bank account"
      submitLabel="Set it up"
      submission={submission}
      onSubmit={() => void send().then((done) => done && onClose())}
      onClose={onClose}
      disabled={!values.name?.trim() || !(values.iban?.trim() || values.accountNumber?.trim())}
      failure="The account was not set up."
    >
      <Box sx={{ color: 'text.secondary' }}>
        For {scope.partner?.name ?? viewer?.partner.name} and the partners below without an account
        of their own.
      </Box>
      {FIELDS.map(({ name, label, help }, i) => (
        <Field
          key={name}
          name={name}
          label={label}
          help={help}
          value={values[name] ?? ''}
          onChange={set(name)}
          errors={submission.fields}
          autoFocus={i === 0}
        />
      ))}
      <Field
        name="currency"
        label="Currency"
        value={values.currency ?? ''}
        onChange={set('currency')}
        errors={submission.fields}
      />
    </FormDialog>
  );
}
