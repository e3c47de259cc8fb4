import { useState } from 'react';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { TillMovementKind } from '../generated/graphql.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { MoveCash, type Session } from './api.ts';

const kinds: readonly { value: TillMovementKind; label: string }[] = [
  { value: 'PAY_OUT', label: 'Pay out: for something that was bought' },
  { value: 'DEPOSIT', label: 'Deposit: to the bank or the safe' },
  { value: 'PAY_IN', label: 'Pay in: change, or from the safe' },
];

/** Cash that comes or goes without a customer, with its reason. */
export function MoveCashDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [kind, setKind] = useState<TillMovementKind>('PAY_OUT');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const notify = useNotify();
  const submission = useSubmit();
  const move = async () => {
    if (amount.trim() === '') return submission.refuse({ amount: 'Enter how much.' });
    const done = await submission.submit(() =>
      request(MoveCash, { sessionId: session.id, kind, amount: cleanDecimal(amount), reason }),
    );
    if (!done) return;
    notify('Written down.', { type: 'success' });
    onClose();
  };
  return (
    <FormDialog
      title="Cash in or out"
      submitLabel="Write it down"
      submission={submission}
      onSubmit={() => void move()}
      onClose={onClose}
      width="xs"
      failure="Nothing was written down."
    >
      <MoneyField
        name="amount"
        label="Amount"
        value={amount}
        onChange={setAmount}
        currency={session.till.currency}
        errors={submission.fields}
        required
        autoFocus
      />
      <Choice
        name="kind"
        label="What for"
        value={kind}
        onChange={setKind}
        choices={kinds}
        errors={submission.fields}
      />
      <Field
        name="reason"
        label="Reason"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        required
      />
    </FormDialog>
  );
}
