import type { ReactNode } from 'react';
import { Box, Card, Typography } from '@mui/material';
import { CustomerPicker } from '../customers/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { CustomFieldInputs } from '../fields/index.ts';
import { LeaveGuard, PageHeader, Warnings } from '../kit/index.ts';
import { EstimateBox } from './EstimateBox.tsx';
import { LinesEditor } from './LinesEditor.tsx';
import type { InvoiceInTheMaking } from './useInvoiceForm.ts';

interface InvoiceFormProps {
  title: string;
  back: { label: string; to: string };
  invoice: InvoiceInTheMaking;
  onSubmit: () => void;
  /** Whom it is for, where that can no longer be chosen. */
  customer?: ReactNode;
  /** The keyboard begins with the customer. */
  startsWithCustomer?: boolean;
  /** It may be issued from here: what is unusual about it is asked first. */
  issues?: boolean;
  failure: string;
  leaving: string;
  buttons: ReactNode;
}

/** A one-time invoice as it is typed: whom, when, the lines, and what they come to. */
export function InvoiceForm({
  title,
  back,
  invoice,
  onSubmit,
  customer,
  startsWithCustomer = false,
  issues = false,
  failure,
  leaving,
  buttons,
}: InvoiceFormProps) {
  const { currency, submission, asked } = invoice;
  return (
    <SentForm fields={submission.fields} sx={{ maxWidth: 960 }} onSubmit={onSubmit}>
      <PageHeader title={title} back={back} />
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}>
        <Box
          sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr 1fr' } }}
        >
          {customer ?? (
            <CustomerPicker
              value={invoice.customer}
              onChange={invoice.setPicked}
              error={submission.fields['customerId']}
              autoFocus={startsWithCustomer}
            />
          )}
          <Field
            name="documentDate"
            label="Date"
            type="date"
            value={invoice.documentDate}
            onChange={invoice.setDocumentDate}
            errors={submission.fields}
            required
          />
          <Field
            name="dueDate"
            label="Pay by"
            type="date"
            value={invoice.dueDate}
            onChange={invoice.setDueDate}
            errors={submission.fields}
            help="Empty: by the customer’s terms"
          />
        </Box>
        <Box component="section">
          <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>
            Lines
          </Typography>
          <LinesEditor
            lines={invoice.lines}
            onChange={invoice.setLines}
            rates={invoice.rates}
            currency={currency}
            errors={submission.fields}
          />
        </Box>
        <WordsFields invoice={invoice} />
        <CustomFieldInputs form={invoice.custom} errors={submission.fields} />
        <EstimateBox
          amounts={invoice.amounts}
          currency={currency}
          reverseCharge={invoice.customer?.reverseCharge}
        />
        {issues && <Warnings asked={asked} goOn="Yes, issue it like this" />}
        <FormError error={submission.error} failure={failure} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' }}>
          {buttons}
        </Box>
      </Card>
      <LeaveGuard when={invoice.dirty} words={leaving} />
    </SentForm>
  );
}

/** What it says beside its lines. */
function WordsFields({ invoice: { words, submission } }: { invoice: InvoiceInTheMaking }) {
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      {words.fields.map((field) => (
        <Field key={field.name} {...field} errors={submission.fields} multiline />
      ))}
    </Box>
  );
}
