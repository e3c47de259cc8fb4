import { useState } from 'react';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import { CustomerPicker } from '../customers/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import { CustomFieldInputs, useCustomFieldsForm } from '../fields/index.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { useLocale, Warnings } from '../kit/index.ts';
import { RecordPayment } from './api.ts';
import { ComesBack } from './ComesBack.tsx';
import { newKey } from './newKey.ts';
import { WhereItGoes } from './MoneyPath.tsx';
import { PaymentFields } from './PaymentFields.tsx';
import { usePaymentDraft } from './usePaymentDraft.ts';

interface RecordPaymentDialogProps {
  /** Chosen already, when it is opened from a customer or an invoice. */
  customerId?: string | null;
  invoiceId?: string | null;
  onClose: () => void;
  onRecorded?: (paymentId: string) => void;
}

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
  const draft = usePaymentDraft(customerId, invoiceId);
  const { customer, exact } = draft;
  // One key for one opening: however often the button is pressed or the request repeated, it is
  // one payment.
  const [idempotencyKey] = useState(newKey);
  const custom = useCustomFieldsForm('PAYMENT', customer?.partner.id ?? null, null);
  const asked = useDocumentWarnings(customer?.id ?? null, draft.date);
  const submission = useSubmit();
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
            date: draft.date,
            method: draft.method,
            invoiceId: draft.named || null,
            comment: draft.comment.trim() || null,
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
          onChange={draft.pick}
          error={submission.fields['customerId']}
          autoFocus
        />
      )}
      <PaymentFields draft={draft} errors={submission.fields} amountFirst={Boolean(customerId)} />
      {customer && (
        <WhereItGoes
          query={draft.open}
          amount={exact}
          namedId={draft.named || null}
          customer={customer}
        />
      )}
      {customer && <ComesBack customer={customer} amount={exact} />}
      <Field
        name="comment"
        label="Comment"
        value={draft.comment}
        onChange={draft.setComment}
        errors={submission.fields}
        help="Only for the back office."
      />
      <CustomFieldInputs form={custom} errors={submission.fields} />
      <Warnings asked={asked} goOn="Yes, record it like this" />
    </FormDialog>
  );
}
