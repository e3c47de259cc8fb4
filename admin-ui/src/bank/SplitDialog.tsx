import { useState } from 'react';
import { Box, Button, Checkbox, FormControlLabel } from '@mui/material';
import {
  addDecimals,
  compareDecimals,
  isPositive,
  subtractDecimals,
} from '@backhaul/domain/money/decimals';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { CustomerPicker, type CustomerChoice } from '../customers/index.ts';
import { MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { readDecimal } from '../kit/decimal.ts';
import { Money } from '../kit/index.ts';
import { PostEntry, type Entry } from './api.ts';
import { Effect } from './Effect.tsx';

interface Part {
  key: number;
  customer: CustomerChoice | null;
  amount: string;
}

interface SplitDialogProps {
  entry: Entry;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** Who paid, said by a person: one customer, or several whose parts add up. */
export function SplitDialog({ entry, onClose, onDone }: SplitDialogProps) {
  const [parts, setParts] = useState<Part[]>([{ key: 0, customer: null, amount: entry.amount }]);
  const [learn, setLearn] = useState(true);
  const submission = useSubmit();
  const set = (key: number, change: Partial<Part>) =>
    setParts((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  const exact = parts.map(({ amount }) => readDecimal(amount) ?? '0');
  const left = subtractDecimals(entry.amount, addDecimals(exact));
  const adds = compareDecimals(left, '0') === 0;
  const whole = adds && parts.every(({ customer }, i) => customer && isPositive(exact[i]));
  const given = whole
    ? parts.map(({ customer }, i) => ({ customerId: customer?.id ?? '', amount: exact[i] }))
    : null;
  const send = () =>
    submission.submit(async () => {
      await request(PostEntry, { id: entry.id, parts: given, learnIban: learn });
      await onDone();
    });
  return (
    <FormDialog
      title="Who paid"
      submitLabel={`Post to ${parts.length > 1 ? countOf(parts.length, 'customer') : (parts[0].customer?.name ?? 'the customer')}`}
      busyLabel="Posting"
      submission={submission}
      onSubmit={() => void send().then((done) => done && onClose())}
      onClose={onClose}
      disabled={!given}
      failure="Nothing was posted."
    >
      {parts.map(({ key, customer, amount }) => (
        <Box
          key={key}
          sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { sm: 'minmax(0, 1fr) 160px' } }}
        >
          <CustomerPicker
            value={customer}
            onChange={(next) => set(key, { customer: next })}
            autoFocus={key === 0}
          />
          <MoneyField
            name={`amount-${key}`}
            label="Amount"
            value={amount}
            currency={entry.currency}
            onChange={(next) => set(key, { amount: next })}
            errors={submission.fields}
          />
        </Box>
      ))}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <Button
          onClick={() =>
            setParts((all) => [
              ...all,
              {
                key: Math.max(...all.map(({ key }) => key)) + 1,
                customer: null,
                amount: adds ? '' : left,
              },
            ])
          }
        >
          Add a customer
        </Button>
        {parts.length > 1 && (
          <Button color="inherit" onClick={() => setParts((all) => all.slice(0, -1))}>
            Remove the last
          </Button>
        )}
        {!adds && (
          <Box role="status" sx={{ color: 'error.main' }}>
            <Money amount={left} currency={entry.currency} inline /> is left: parts must add up.
          </Box>
        )}
      </Box>
      {given && <Effect entryId={entry.id} currency={entry.currency} parts={given} />}
      {entry.iban && parts.length === 1 && (
        <FormControlLabel
          control={
            <Checkbox checked={learn} onChange={(event) => setLearn(event.target.checked)} />
          }
          label={`Remember that ${entry.iban} pays for this customer`}
        />
      )}
      {submission.fields.parts && (
        <Box role="alert" sx={{ color: 'error.main' }}>
          {submission.fields.parts}
        </Box>
      )}
    </FormDialog>
  );
}
