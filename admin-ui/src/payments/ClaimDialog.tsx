import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import { paymentMethods } from '../customers/index.ts';
import type { InvoiceDetailFragment, PaymentMethod } from '../generated/graphql.ts';
import { todayOr } from '../kit/dates.ts';
import { readDecimal } from '../kit/decimal.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale, useViewer, Warnings } from '../kit/index.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { useDocumentWarnings } from '../printing/index.ts';
import { ClaimInvoice } from './api.ts';

/** Issues a draft together with the payment that settles it: both, or neither. */
export function ClaimDialog({
  record: invoice,
  onClose,
}: ActionDialogProps<InvoiceDetailFragment>) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const [amount, setAmount] = useState(invoice.total);
  const [date, setDate] = useState(todayOr(useViewer()?.today));
  const [method, setMethod] = useState<PaymentMethod>('CASH');
  const asked = useDocumentWarnings(invoice.customer.id, invoice.documentDate);
  const submission = useSubmit();
  const exact = readDecimal(amount) ?? '';
  const claim = async () => {
    if (!isPositive(exact))
      return submission.refuse({
        'payment.amount': 'Enter how much was paid, for example 120.50.',
      });
    const done = await submission.submit(async () => {
      const { claimInvoice } = await request(ClaimInvoice, {
        id: invoice.id,
        payment: { amount: exact, date, method },
      });
      notify(
        `Issued as ${claimInvoice.number ?? 'an invoice'}, ${formatMoney(exact, invoice.currency, locale)} recorded.`,
        { type: 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Issue this draft as paid"
      submitLabel="Issue and record payment"
      submission={submission}
      onSubmit={() => void claim()}
      onClose={onClose}
      failure="Neither was done: the draft is not issued, and no payment is recorded."
      disabled={asked.blocked}
    >
      <Box>
        The invoice gets its number and charges{' '}
        {formatMoney(invoice.total, invoice.currency, locale)} to {invoice.customer.name}.{' '}
        <span role="status">
          {sayLeft(exact, invoice.total, (money) => formatMoney(money, invoice.currency, locale))}
        </span>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <MoneyField
          name="payment.amount"
          label="Amount"
          value={amount}
          onChange={setAmount}
          currency={invoice.currency}
          errors={submission.fields}
          required
          autoFocus
        />
        <Choice
          name="payment.method"
          label="Method"
          value={method}
          onChange={setMethod}
          choices={paymentMethods}
          errors={submission.fields}
        />
        <Field
          name="payment.date"
          label="Date of payment"
          type="date"
          value={date}
          onChange={setDate}
          errors={submission.fields}
          required
        />
      </Box>
      <Warnings asked={asked} goOn="Yes, issue it like this" />
    </FormDialog>
  );
}

/** What an amount leaves of the total, or is more than it. */
function sayLeft(amount: string, total: string, say: (money: string) => string): string {
  if (!isPositive(amount)) return 'This payment is put towards it.';
  const left = subtractDecimals(total, amount);
  if (isPositive(left))
    return `With this payment ${say(left)} of it stays due, unless credit on the balance pays that.`;
  const more = subtractDecimals(amount, total);
  const settles = 'This payment settles it.';
  return isPositive(more)
    ? `${settles} ${say(more)} more than that stays on the balance.`
    : settles;
}
