import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { paymentMethods } from '../customers/index.ts';
import type { ClaimInput, PaymentMethod } from '../generated/graphql.ts';
import { readDecimal } from '../kit/decimal.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale, Warnings } from '../kit/index.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { useToday } from '../kit/scope/useToday.ts';

interface ClaimFormProps {
  title: string;
  /** What is issued, as far as it is known before. */
  invoice: {
    customer: { id: string; name: string };
    documentDate: string;
    currency: string;
    total: string;
  };
  /** The total is not known to the cent yet. */
  about?: boolean;
  failure: string;
  /** Does both, or neither; returns the invoice's number. */
  claim: (payment: ClaimInput) => Promise<string | null>;
  onClose: () => void;
}

/** An invoice that is issued together with the payment that settles it: how much, how and when. */
export function ClaimForm({ title, invoice, about, failure, claim, onClose }: ClaimFormProps) {
  const locale = useLocale();
  const notify = useNotify();
  const [amount, setAmount] = useState(invoice.total);
  const [date, setDate] = useState(useToday());
  const [method, setMethod] = useState<PaymentMethod>('CASH');
  const asked = useDocumentWarnings(invoice.customer.id, invoice.documentDate);
  const submission = useSubmit();
  const exact = readDecimal(amount) ?? '';
  const submit = async () => {
    if (!isPositive(exact))
      return submission.refuse({
        'payment.amount': 'Enter how much was paid, for example 120.50.',
      });
    const done = await submission.submit(async () => {
      const number = await claim({ amount: exact, date, method });
      notify(
        `Issued as ${number ?? 'an invoice'}, ${formatMoney(exact, invoice.currency, locale)} recorded.`,
        { type: 'success' },
      );
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={title}
      submitLabel="Issue and record payment"
      submission={submission}
      onSubmit={() => void submit()}
      onClose={onClose}
      failure={failure}
      disabled={asked.blocked}
    >
      <Box>
        The invoice gets its number and charges {about ? 'about ' : ''}
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
