import { useState } from 'react';
import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { addDecimals, isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { readDecimal } from '../kit/decimal.ts';
import { MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { newKey } from '../payments/index.ts';
import { cardName, ChargeCard, ChargeFee, type SavedCard } from './api.ts';

/** Charges a saved card while its owner is away; what it does to the account is said first. */
export function ChargeDialog({
  customer,
  card,
  due,
  onDone,
  onClose,
}: {
  customer: CustomerDetailFragment;
  card: SavedCard;
  /** On all open invoices. */
  due: string;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const submission = useSubmit();
  const [key] = useState(newKey);
  const [amount, setAmount] = useState(isPositive(due) ? due : '');
  const exact = readDecimal(amount) ?? '';
  const good = exact !== '' && isPositive(exact);
  const say = (each: string) => formatMoney(each, customer.currency, locale);
  const name = cardName(card);
  const { data: fee } = useQuery({
    queryKey: ['charge-fee', customer.id, card.id, exact],
    enabled: good,
    queryFn: async () => {
      const { customer: found } = await request(ChargeFee, { id: customer.id, amount: exact });
      return found.savedMethods?.find(({ id }) => id === card.id)?.fee ?? null;
    },
  });
  const charge = async () => {
    if (!good)
      return submission.refuse({ amount: 'Enter how much is charged, for example 20.50.' });
    const done = await submission.submit(async () => {
      const { chargeSavedMethod: attempt } = await request(ChargeCard, {
        methodId: card.id,
        amount: exact,
        idempotencyKey: key,
      });
      await onDone();
      if (attempt.status === 'FAILED')
        notify(attempt.failure ?? 'The card was not charged.', { type: 'warning' });
      else
        notify(
          attempt.status === 'PAID'
            ? `${say(exact)} was charged to ${name}.`
            : `${say(exact)} is being charged to ${name}. The payment comes as soon as the provider confirms it.`,
          { type: 'success' },
        );
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Charge ${name}`}
      submitLabel={
        good && fee !== undefined ? `Charge ${say(addDecimals([exact, fee ?? '0']))}` : 'Charge'
      }
      busyLabel="Charging"
      submission={submission}
      onSubmit={() => void charge()}
      onClose={onClose}
      failure="The card was not charged."
      width="xs"
    >
      <Box>
        {customer.name} is not there to confirm it: charge what was agreed.
        {card.test && ' The card is kept at an account for tests: no real money moves.'}
      </Box>
      <MoneyField
        name="amount"
        label="Amount"
        value={amount}
        onChange={setAmount}
        currency={customer.currency}
        errors={submission.fields}
        help={isPositive(due) ? `${say(due)} is due on invoices` : 'Nothing is due on invoices'}
        required
        autoFocus
      />
      {good && (
        <Box role="status">
          {fee && isPositive(fee) && (
            <>
              With the fee of {say(fee)} that is passed on, the card is charged{' '}
              {say(addDecimals([exact, fee]))}.{' '}
            </>
          )}
          The balance goes from {say(customer.balance)} to{' '}
          {say(addDecimals([customer.balance, exact]))}. {settles(exact, due, say)} It can be given
          back, not undone.
        </Box>
      )}
    </FormDialog>
  );
}

/** What an amount does to what is due. */
function settles(amount: string, due: string, say: (each: string) => string): string {
  if (!isPositive(due)) return 'No invoice is open: all of it stays on the balance.';
  const left = subtractDecimals(due, amount);
  if (isPositive(left)) return `${say(left)} stays due; the oldest due date is paid first.`;
  return isPositive(subtractDecimals(amount, due))
    ? `All invoices are paid, and ${say(subtractDecimals(amount, due))} stays on the balance.`
    : 'All invoices are paid.';
}
