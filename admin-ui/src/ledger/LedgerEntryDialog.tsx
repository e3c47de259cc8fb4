import { useState } from 'react';
import { Box, FormControlLabel, FormLabel, Radio, RadioGroup } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment, TransactionType } from '../generated/graphql.ts';
import { Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { addDecimals, isPositive } from '@backhaul/domain/money/decimals';
import { readDecimal } from '../kit/decimal.ts';
import { CustomFieldInputs, useCustomFieldsForm } from '../fields/index.ts';
import { useLocale } from '../kit/index.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { CreateTransaction } from './api.ts';
import { signedAmount } from './TransactionTable.tsx';
import { useToday } from '../kit/scope/useToday.ts';

/** A correction by hand: money taken off or put on the balance, without an invoice. */
export function LedgerEntryDialog({
  record: customer,
  onClose,
}: ActionDialogProps<CustomerDetailFragment>) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const today = useToday();
  const [type, setType] = useState<TransactionType>('CREDIT');
  const [amount, setAmount] = useState('');
  const [date, setDate] = useState(today);
  const [description, setDescription] = useState('');
  const custom = useCustomFieldsForm('TRANSACTION', customer.partner.id, null);
  const submission = useSubmit();
  const exact = readDecimal(amount) ?? '';
  const sum = exact && isPositive(exact) ? formatMoney(exact, customer.currency, locale) : '';
  const after = exact
    ? formatMoney(
        addDecimals([customer.balance, signedAmount({ type, amount: exact })]),
        customer.currency,
        locale,
      )
    : null;
  const write = async () => {
    if (!sum) return submission.refuse({ amount: 'Enter an amount, for example 25.00.' });
    if (description.trim() === '')
      return submission.refuse({
        description: 'Say what it is for: the customer reads it in the statement.',
      });
    const wrong = custom.problems();
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const done = await submission.submit(async () => {
      await custom.named(() =>
        request(CreateTransaction, {
          customerId: customer.id,
          type,
          amount: exact,
          date,
          description: description.trim(),
          customFields: custom.input(),
        }),
      );
      notify(`${sum} ${type === 'CREDIT' ? 'credited to' : 'debited from'} ${customer.name}.`, {
        type: 'success',
      });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Add a ledger entry"
      submitLabel={sum ? `${type === 'CREDIT' ? 'Credit' : 'Debit'} ${sum}` : 'Add entry'}
      submission={submission}
      onSubmit={() => void write()}
      onClose={onClose}
      failure="The entry was not written."
      width="xs"
    >
      <TypeChoice type={type} onChange={setType} />
      <MoneyField
        name="amount"
        label="Amount"
        value={amount}
        onChange={setAmount}
        currency={customer.currency}
        errors={submission.fields}
        required
        autoFocus
      />
      <Field
        name="date"
        label="Date"
        type="date"
        value={date}
        onChange={setDate}
        errors={submission.fields}
        required
      />
      <Field
        name="description"
        label="Description"
        value={description}
        onChange={setDescription}
        errors={submission.fields}
        required
        help="The customer reads it in the statement."
      />
      <CustomFieldInputs form={custom} errors={submission.fields} />
      <Box role="status" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
        {after
          ? `The balance goes from ${formatMoney(customer.balance, customer.currency, locale)} to ${after}. `
          : ''}
        An entry is never changed or deleted; a mistake is put right by another one.
      </Box>
    </FormDialog>
  );
}

/** Which way the money goes, as it changes the balance. */
function TypeChoice({
  type,
  onChange,
}: {
  type: TransactionType;
  onChange: (type: TransactionType) => void;
}) {
  return (
    <Box>
      <FormLabel id="entry-type" sx={{ fontSize: '0.8125rem' }}>
        What it does
      </FormLabel>
      <RadioGroup
        row
        aria-labelledby="entry-type"
        value={type}
        onChange={(_, value) => onChange(value === 'DEBIT' ? 'DEBIT' : 'CREDIT')}
      >
        <FormControlLabel
          value="CREDIT"
          control={<Radio size="small" />}
          label="Raises the balance (credit)"
        />
        <FormControlLabel
          value="DEBIT"
          control={<Radio size="small" />}
          label="Lowers the balance (debit)"
        />
      </RadioGroup>
    </Box>
  );
}
