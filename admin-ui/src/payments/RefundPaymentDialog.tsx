import { useState } from 'react';
import { Box, Checkbox, FormControlLabel } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { addDecimals, isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import { sayMethod } from '../customers/index.ts';
import type { PaymentDetailFragment } from '../generated/graphql.ts';
import { readDecimal } from '../kit/decimal.ts';
import { Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { RefundPayment } from './api.ts';
import { newKey } from './newKey.ts';
import { DisputedNotice } from './DisputedNotice.tsx';
import { OutOfTillNotice, useOutOfTill } from './OutOfTill.tsx';
import { useToday } from '../kit/scope/useToday.ts';

const sayWay = ({ source, origin, method }: PaymentDetailFragment): string =>
  source === 'GATEWAY'
    ? `${origin} sends it the way it came; until it says that it did, it shows as under way.`
    : `It goes the way it came (${sayMethod(method)}): send it yourself, this records it.`;

/** Gives a payment back in money, some of it or all. */
export function RefundPaymentDialog({
  payment,
  onClose,
}: {
  payment: PaymentDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [idempotencyKey] = useState(newKey);
  const from = useOutOfTill(payment);
  const most = payment.refundable ?? '0';
  const [amount, setAmount] = useState(most);
  const [date, setDate] = useState(useToday());
  const [withFee, setWithFee] = useState(false);
  const exact = readDecimal(amount) ?? '';
  const fee = payment.passedOnFee;
  const back = exact && withFee ? addDecimals([exact, fee]) : exact;
  const say = (each: string) => formatMoney(each, payment.currency, locale);
  const elsewhere = subtractDecimals(payment.amount, payment.refunded);
  const opened = exact ? subtractDecimals(exact, payment.unallocated) : '0';
  const refund = async () => {
    if (!exact || !isPositive(exact))
      return submission.refuse({ amount: 'Enter how much goes back, for example 20.50.' });
    if (isPositive(subtractDecimals(exact, most)))
      return submission.refuse({ amount: `Of this payment ${say(most)} can be given back.` });
    const done = await submission.submit(async () => {
      await request(RefundPayment, {
        id: payment.id,
        amount: exact,
        date,
        idempotencyKey,
        refundFee: withFee,
      });
      notify(
        payment.source === 'GATEWAY'
          ? `${say(back)} of payment ${payment.receiptNumber} is on its way back.`
          : `${say(back)} of payment ${payment.receiptNumber} given back.`,
        { type: 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Refund payment ${payment.receiptNumber}`}
      submitLabel={exact && isPositive(exact) ? `Refund ${say(back)}` : 'Refund'}
      submission={submission}
      onSubmit={() => void refund()}
      onClose={onClose}
      failure="Nothing was given back."
      disabled={from.missing}
      width="xs"
    >
      <Box>
        For money that came and goes back.{' '}
        {from.applies ? 'It goes back in cash.' : sayWay(payment)}
        {isPositive(subtractDecimals(elsewhere, addDecimals([most, fee]))) &&
          ` No more than ${say(most)} of it can go back: the rest was given back by credit notes, or used by entries without an invoice.`}
      </Box>
      <DisputedNotice payment={payment} />
      <OutOfTillNotice from={from} currency={payment.currency} />
      <MoneyField
        name="amount"
        label="Amount"
        value={amount}
        onChange={setAmount}
        currency={payment.currency}
        errors={submission.fields}
        help={`Up to ${say(most)}`}
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
      {isPositive(fee) && (
        <FormControlLabel
          control={
            <Checkbox checked={withFee} onChange={(event) => setWithFee(event.target.checked)} />
          }
          label={`Give the fee of ${say(fee)} for paying this way back too`}
        />
      )}
      {exact && isPositive(exact) && (
        <Box role="status">
          {isPositive(opened)
            ? `${say(opened)} of it had paid invoices: that much of them is open again, the last due first.`
            : 'It had paid no invoice yet: none is opened again.'}
        </Box>
      )}
    </FormDialog>
  );
}
