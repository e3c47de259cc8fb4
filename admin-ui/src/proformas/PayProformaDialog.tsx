import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import { paymentMethods } from '../customers/index.ts';
import type { PaymentMethod, ProformaDetailFragment } from '../generated/graphql.ts';
import { readDecimal } from '../kit/decimal.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale, Warnings } from '../kit/index.ts';
import { newKey } from '../payments/index.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { PayProforma } from './api.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** Records money for a proforma: what it makes of it is said before. */
export function PayProformaDialog({
  proforma,
  onClose,
}: {
  proforma: ProformaDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  // one key for one opening: however often the button is pressed, it is one payment
  const [idempotencyKey] = useState(newKey);
  const [amount, setAmount] = useState(proforma.due);
  const [date, setDate] = useState(useToday());
  const [method, setMethod] = useState<PaymentMethod>('BANK_TRANSFER');
  const asked = useDocumentWarnings(proforma.customer.id, date);
  const exact = readDecimal(amount) ?? '';
  const say = (money: string) => formatMoney(money, proforma.currency, locale);
  const record = async () => {
    if (!isPositive(exact))
      return submission.refuse({ amount: 'Enter how much was paid, for example 120.50.' });
    const done = await submission.submit(async () => {
      const { recordPayment } = await request(PayProforma, {
        input: {
          customerId: proforma.customer.id,
          proformaId: proforma.id,
          amount: exact,
          date,
          method,
          idempotencyKey,
        },
      });
      notify(`${say(exact)} recorded, receipt ${recordPayment.receiptNumber}.`, {
        type: 'success',
      });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Record a payment of proforma ${proforma.number}`}
      submitLabel={isPositive(exact) ? `Record ${say(exact)}` : 'Record payment'}
      busyLabel="Recording"
      submission={submission}
      onSubmit={() => void record()}
      onClose={onClose}
      failure="The payment was not recorded."
      disabled={asked.blocked}
    >
      <Box role="status">{sayEffect(proforma, exact, say)}</Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <MoneyField
          name="amount"
          label="Amount"
          value={amount}
          onChange={setAmount}
          currency={proforma.currency}
          errors={submission.fields}
          required
          autoFocus
        />
        <Choice
          name="method"
          label="Method"
          value={method}
          onChange={setMethod}
          choices={paymentMethods}
          errors={submission.fields}
        />
        <Field
          name="date"
          label="Date of payment"
          type="date"
          value={date}
          onChange={setDate}
          errors={submission.fields}
          required
        />
      </Box>
      <Warnings asked={asked} goOn="Yes, record it like this" />
    </FormDialog>
  );
}

/** What an amount makes of a proforma. */
function sayEffect(
  { due, customer, billingDate }: ProformaDetailFragment,
  amount: string,
  say: (money: string) => string,
): string {
  if (!isPositive(amount)) return `${say(due)} is still to pay.`;
  const left = subtractDecimals(due, amount);
  if (isPositive(left))
    return `It waits on the proforma and pays nothing else. ${say(left)} stays to pay.`;
  const more = subtractDecimals(amount, due);
  const becomes = billingDate
    ? 'The proforma is paid in full: its days are charged, and the invoice of them is paid.'
    : 'The proforma is paid in full and becomes a paid invoice.';
  return isPositive(more)
    ? `${becomes} ${say(more)} goes to the balance of ${customer.name} and pays what is open.`
    : becomes;
}
