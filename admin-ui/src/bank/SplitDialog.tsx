import { useState } from 'react';
import { Box, Button, Checkbox, FormControlLabel } from '@mui/material';
import { useNotify } from 'react-admin';
import {
  addDecimals,
  compareDecimals,
  isPositive,
  subtractDecimals,
} from '@backhaul/domain/money/decimals';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { readDecimal } from '../kit/decimal.ts';
import { Money } from '../kit/index.ts';
import { PostEntry, type Entry } from './api.ts';
import { Effect } from './Effect.tsx';
import { PartFields } from './PartFields.tsx';
import type { Part } from './parts.ts';

interface SplitDialogProps {
  entry: Entry;
  /** Who it begins with; empty: nobody yet. */
  begin: readonly Part[];
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** Who paid, said by a person: one customer, or several whose parts add up; and which invoices. */
export function SplitDialog({ entry, begin, onClose, onDone }: SplitDialogProps) {
  const [parts, setParts] = useState<readonly Part[]>(
    begin.length ? begin : [{ key: 0, customer: null, amount: entry.amount, invoiceIds: [] }],
  );
  const [learn, setLearn] = useState(true);
  const submission = useSubmit();
  const notify = useNotify();
  const set = (key: number, change: Partial<Part>) =>
    setParts((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  const exact = parts.map(({ amount }) => readDecimal(amount) ?? '0');
  const left = subtractDecimals(entry.amount, addDecimals(exact));
  const adds = compareDecimals(left, '0') === 0;
  const whole = adds && parts.every(({ customer }, i) => customer && isPositive(exact[i]));
  const given = whole
    ? parts.map(({ customer, invoiceIds }, i) => ({
        customerId: customer?.id ?? '',
        amount: exact[i],
        ...(invoiceIds.length && { invoiceIds: [...invoiceIds] }),
      }))
    : null;
  const send = () =>
    submission.submit(async () => {
      await request(PostEntry, { id: entry.id, parts: given, learnIban: learn });
      notify('Posted. It stands under “Posted”, where it can be undone.', { type: 'success' });
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
      {parts.map((part) => (
        <PartFields
          key={part.key}
          part={part}
          currency={entry.currency}
          errors={submission.fields}
          autoFocus={part.key === 0}
          onChange={(change) => set(part.key, change)}
        />
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
                invoiceIds: [],
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
    </FormDialog>
  );
}
