import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { CustomerPicker } from '../customers/index.ts';
import { CustomFieldInputs } from '../fields/index.ts';
import { EstimateBox, LinesEditor } from '../invoices/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { LeaveGuard, PageHeader, useLocale } from '../kit/index.ts';
import { IssueDialog } from './IssueDialog.tsx';
import { useProformaForm } from './useProformaForm.ts';

/** A request for payment: whom, when, the lines. `?customer=ID` chooses the customer. */
export function ProformaCreate() {
  const customerId = useSearchParams()[0].get('customer');
  const locale = useLocale();
  const form = useProformaForm(customerId);
  const { submission, terms, currency } = form;
  const [looking, setLooking] = useState(false);
  return (
    <SentForm
      fields={submission.fields}
      sx={{ maxWidth: 960 }}
      onSubmit={() => {
        setLooking(form.ready());
      }}
    >
      <PageHeader
        title="New proforma"
        back={{ label: 'Proformas', to: '/proformas' }}
        description="A request for payment: nothing is booked. Paid in full, it becomes an invoice."
      />
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr' } }}>
          <CustomerPicker
            value={form.customer}
            onChange={form.setPicked}
            error={submission.fields['customerId']}
            autoFocus={!customerId}
          />
          <Field
            name="documentDate"
            label="Date"
            type="date"
            value={form.documentDate}
            onChange={form.setDocumentDate}
            errors={submission.fields}
            required
            help={
              terms
                ? `To be paid by ${formatDate(terms.dueDate, locale, { weekday: true })}, by the customer’s terms`
                : ''
            }
          />
        </Box>
        <Box component="section">
          <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>
            Lines
          </Typography>
          <LinesEditor
            lines={form.lines}
            onChange={form.setLines}
            rates={form.rates}
            currency={currency}
            errors={submission.fields}
          />
        </Box>
        <CustomFieldInputs form={form.custom} errors={submission.fields} />
        <EstimateBox
          amounts={form.amounts}
          currency={currency}
          reverseCharge={form.customer?.reverseCharge}
        />
        <Box sx={{ display: 'flex', justifyContent: 'flex-end' }}>
          <Button type="submit" variant="contained" disabled={submission.busy}>
            Issue proforma …
          </Button>
        </Box>
      </Card>
      {looking && Object.keys(submission.fields).length === 0 && (
        <IssueDialog proforma={form} onClose={() => setLooking(false)} />
      )}
      <LeaveGuard when={form.dirty} words="The proforma is not made yet. Leave anyway?" />
    </SentForm>
  );
}
