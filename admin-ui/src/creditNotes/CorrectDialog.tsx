import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Box, Button, Checkbox, FormControlLabel } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { CreditNoteInput, InvoiceDetailFragment } from '../generated/graphql.ts';
import { CustomFieldInputs, useCustomFieldsForm } from '../fields/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan, useLocale } from '../kit/index.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { newKey } from '../payments/index.ts';
import { CreateCreditNote } from './api.ts';
import { CorrectedLines } from './CorrectedLines.tsx';
import { CorrectionEffect } from './CorrectionEffect.tsx';
import { OtherWays } from './OtherWays.tsx';
import { useCorrection } from './useCorrection.ts';
import { useNotePreview } from './useNotePreview.ts';
import { useToday } from '../kit/scope/useToday.ts';

/**
 * The one door to whatever was wrong with an issued invoice: each line as invoiced and as it should have been, with what
 * that credits; and where another way is the right one, that way.
 */
export function CorrectDialog({
  record: invoice,
  onClose,
}: ActionDialogProps<InvoiceDetailFragment>) {
  const locale = useLocale();
  const notify = useNotify();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const submission = useSubmit();
  const correction = useCorrection(invoice);
  const [idempotencyKey] = useState(newKey);
  const [date, setDate] = useState(useToday());
  const [reason, setReason] = useState('');
  const [anew, setAnew] = useState(false);
  const custom = useCustomFieldsForm('CREDIT_NOTE', invoice.partner.id, null);
  const input: CreditNoteInput = {
    customerId: invoice.customer.id,
    invoiceId: invoice.id,
    documentDate: date,
    invoiceLines: correction.invoiceLines,
    reason: reason.trim(),
  };
  const preview = useNotePreview(input, correction.wrong.length > 0);
  const note = correction.invoiceLines.length > 0 ? preview.data : undefined;
  const correct = async () => {
    if (correction.invoiceLines.length === 0)
      return submission.refuse({ lines: 'Change a line first: nothing is credited yet.' });
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why; it is printed on the credit note.' });
    const wrong = custom.problems();
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const done = await submission.submit(async () => {
      const { createCreditNote: made } = await custom.named(() =>
        request(CreateCreditNote, {
          input: { ...input, customFields: custom.input(), idempotencyKey },
        }),
      );
      notify(`Credit note ${made.number} issued.`, { type: 'success' });
      void refresh();
    });
    if (!done) return;
    onClose();
    if (anew) void navigate(`/invoices/create?customer=${invoice.customer.id}`);
  };
  return (
    <FormDialog
      title={`Correct invoice ${invoice.number ?? ''}`}
      submitLabel={
        note ? `Credit ${formatMoney(note.total, note.currency, locale)}` : 'Issue credit note'
      }
      submission={submission}
      onSubmit={() => void correct()}
      onClose={onClose}
      failure="Nothing was credited."
      disabled={correction.wrong.length > 0}
      width="md"
    >
      <OtherWays invoice={invoice} onClose={onClose} />
      <Box>
        Write what each line should have been, tax included. The difference is credited with its
        tax; payments stay as they are.
      </Box>
      <CorrectedLines
        lines={correction.lines}
        currency={invoice.currency}
        onChange={correction.change}
      />
      {submission.fields['lines'] && (
        <Box role="alert" sx={{ color: 'error.main' }}>
          {submission.fields['lines']}
        </Box>
      )}
      <Box>
        <Button size="small" onClick={correction.creditAll}>
          Credit all of it
        </Button>
      </Box>
      <CorrectionEffect invoice={invoice} note={note} error={preview.error} />
      <Field
        name="reason"
        label="Reason"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        help="Printed on the credit note."
        required
      />
      <Field
        name="documentDate"
        label="Date"
        type="date"
        value={date}
        onChange={setDate}
        errors={submission.fields}
        required
      />
      <CustomFieldInputs form={custom} errors={submission.fields} />
      <ThenAnew checked={anew} onChange={setAnew} />
    </FormDialog>
  );
}

/** For who may: the way on to what should have been invoiced instead. */
function ThenAnew({
  checked,
  onChange,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const mayInvoice = useCan('invoices:write');
  return (
    mayInvoice && (
      <FormControlLabel
        control={<Checkbox checked={checked} onChange={(_, now) => onChange(now)} />}
        label="Then write a new invoice; what was paid goes to the balance and pays it"
      />
    )
  );
}
