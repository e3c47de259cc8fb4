import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { currencyDigits, formatDate, formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { OpenInvoicesOfQuery, PaymentMethod } from '../generated/graphql.ts';
import {
  CustomerPicker,
  useCustomerChoice,
  type CustomerChoice,
} from '../customers/CustomerPicker.tsx';
import { todayOr } from '../customers/dates.ts';
import { Choice, Field, MoneyField } from '../customers/form/Fields.tsx';
import { FormDialog } from '../customers/form/FormDialog.tsx';
import { useRefresh } from '../customers/form/useRefresh.ts';
import { useSubmit } from '../customers/form/useSubmit.ts';
import { paymentMethods } from '../customers/words.ts';
import {
  addDecimals,
  cleanDecimal,
  isPositive,
  parseDecimal,
  roundDecimal,
} from '../invoices/decimal.ts';
import { CustomFieldInputs } from '../custom-fields/CustomFieldInputs.tsx';
import { useCustomFieldsForm } from '../custom-fields/useCustomFieldsForm.ts';
import { useDocumentWarnings } from '../documents/useDocumentWarnings.ts';
import { useLocale, useViewer, Warnings } from '../shared/index.ts';
import { OpenInvoicesQuery, RecordPayment } from './api.ts';
import { newKey } from './newKey.ts';
import { WhereItGoes } from './MoneyPath.tsx';

interface RecordPaymentDialogProps {
  /** Chosen already, when it is opened from a customer or an invoice. */
  customerId?: string | null;
  invoiceId?: string | null;
  onClose: () => void;
  onRecorded?: (paymentId: string) => void;
}

type Open = OpenInvoicesOfQuery['invoices']['nodes'][number];

/** Records money that has arrived, from anywhere: who, how much, and where it will go. */
export function RecordPaymentDialog({
  customerId = null,
  invoiceId = null,
  onClose,
  onRecorded,
}: RecordPaymentDialogProps) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const today = todayOr(useViewer()?.today);
  const given = useCustomerChoice(customerId);
  const [picked, setPicked] = useState<CustomerChoice | null>(null);
  const customer = picked ?? given;
  // One key for one opening: however often the button is pressed or the request repeated, it is one payment.
  const [idempotencyKey] = useState(newKey);
  const [amount, setAmount] = useState<string | null>(null);
  const [date, setDate] = useState(today);
  const [method, setMethod] = useState<PaymentMethod>('BANK_TRANSFER');
  const [named, setNamed] = useState(invoiceId ?? '');
  const [comment, setComment] = useState('');
  const custom = useCustomFieldsForm('PAYMENT', customer?.partner.id ?? null, null);
  const asked = useDocumentWarnings(customer?.id ?? null, date);
  const submission = useSubmit();
  const open = useQuery({
    queryKey: ['invoices', 'open-of', customer?.id],
    queryFn: () => request(OpenInvoicesQuery, { customerId: customer?.id ?? '' }),
    enabled: customer !== null,
  });
  const invoices: readonly Open[] = open.data?.invoices.nodes ?? [];
  const due = addDecimals(
    (named ? invoices.filter((invoice) => invoice.id === named) : invoices).map(
      (invoice) => invoice.due,
    ),
  );
  // What is due stands there until something else is typed.
  const shown =
    amount ??
    (isPositive(due) && customer ? roundDecimal(due, currencyDigits(customer.currency)) : '');
  const exact = parseDecimal(shown) ? cleanDecimal(shown) : '';
  const sum =
    customer && exact && isPositive(exact) ? formatMoney(exact, customer.currency, locale) : '';

  const record = async () => {
    if (!customer) return submission.refuse({ customerId: 'Choose who paid.' });
    if (!exact || !isPositive(exact))
      return submission.refuse({ amount: 'Enter how much was paid, for example 120.50.' });
    const wrong = custom.problems();
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const done = await submission.submit(async () => {
      const { recordPayment } = await custom.named(() =>
        request(RecordPayment, {
          input: {
            customerId: customer.id,
            amount: exact,
            date,
            method,
            invoiceId: named || null,
            comment: comment.trim() || null,
            idempotencyKey,
            customFields: custom.input(),
          },
        }),
      );
      notify(`${sum} from ${customer.name} recorded, receipt ${recordPayment.receiptNumber}.`, {
        type: 'success',
      });
      onRecorded?.(recordPayment.id);
      void refresh();
    });
    if (done) onClose();
  };

  return (
    <FormDialog
      title={customerId && customer ? `Record a payment of ${customer.name}` : 'Record a payment'}
      submitLabel={sum ? `Record ${sum}` : 'Record payment'}
      busyLabel="Recording"
      submission={submission}
      onSubmit={() => void record()}
      onClose={onClose}
      failure="The payment was not recorded."
      disabled={asked.blocked}
    >
      {!customerId && (
        <CustomerPicker
          value={customer}
          onChange={(next) => {
            setPicked(next);
            setAmount(null);
            setNamed('');
          }}
          error={submission.fields['customerId']}
          autoFocus
        />
      )}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <MoneyField
          name="amount"
          label="Amount"
          value={shown}
          onChange={setAmount}
          currency={customer?.currency ?? ''}
          errors={submission.fields}
          required
          autoFocus={Boolean(customerId)}
          help={
            customer && isPositive(due) ? (
              <AllDue
                due={due}
                currency={customer.currency}
                onUse={() => setAmount(null)}
                used={amount === null}
              />
            ) : (
              ''
            )
          }
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
          label="Date"
          type="date"
          value={date}
          onChange={setDate}
          errors={submission.fields}
          required
        />
        <Choice
          name="invoiceId"
          label="For invoice"
          value={named}
          onChange={(id) => {
            setNamed(id);
            setAmount(null);
          }}
          choices={[
            { value: '', label: 'Oldest due first' },
            ...invoices.map((invoice) => ({
              value: invoice.id,
              label: `${invoice.number ?? 'Draft'}, due ${formatDate(invoice.dueDate, locale)}`,
            })),
          ]}
          errors={submission.fields}
          disabled={invoices.length === 0}
        />
      </Box>
      {customer && (
        <WhereItGoes query={open} amount={exact} namedId={named || null} customer={customer} />
      )}
      <Field
        name="comment"
        label="Comment"
        value={comment}
        onChange={setComment}
        errors={submission.fields}
        help="Only for the back office."
      />
      <CustomFieldInputs form={custom} errors={submission.fields} />
      <Warnings asked={asked} goOn="Yes, record it like this" />
    </FormDialog>
  );
}

function AllDue({
  due,
  currency,
  onUse,
  used,
}: {
  due: string;
  currency: string;
  onUse: () => void;
  used: boolean;
}) {
  const locale = useLocale();
  const text = formatMoney(due, currency, locale);
  if (used) return <>All that is due</>;
  return (
    <Button size="small" onClick={onUse} sx={{ padding: 0, minWidth: 0, minHeight: 24 }}>
      Use {text}, all that is due
    </Button>
  );
}
