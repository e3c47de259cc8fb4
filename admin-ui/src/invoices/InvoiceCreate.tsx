import { useSearchParams } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { CustomerPicker } from '../customers/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { CustomFieldInputs } from '../fields/index.ts';
import { LeaveGuard, Money, PageHeader, Warnings } from '../kit/index.ts';
import { LinesEditor } from './LinesEditor.tsx';
import { useNewInvoice } from './useNewInvoice.ts';

/**
 * A one-time invoice: whom, when, the lines; kept as a draft or issued at once. `?customer=ID`
 * chooses the customer.
 */
export function InvoiceCreate() {
  const customerId = useSearchParams()[0].get('customer');
  const invoice = useNewInvoice(customerId);
  const { currency, submission, asked } = invoice;

  return (
    <SentForm
      fields={submission.fields}
      sx={{ maxWidth: 960 }}
      onSubmit={() => {
        if (!asked.blocked) void invoice.save(false);
      }}
    >
      <PageHeader title="New one-time invoice" back={{ label: 'Invoices', to: '/invoices' }} />
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}>
        <Box
          sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr 1fr' } }}
        >
          <CustomerPicker
            value={invoice.customer}
            onChange={invoice.setPicked}
            error={submission.fields['customerId']}
            autoFocus={!customerId}
          />
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
        <CustomFieldInputs form={invoice.custom} errors={submission.fields} />
        <EstimateBox amounts={invoice.amounts} currency={currency} />
        <Warnings asked={asked} goOn="Yes, issue it like this" />
        <FormError error={submission.error} failure="The invoice was not made." />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' }}>
          <Button
            variant="outlined"
            disabled={submission.busy}
            onClick={() => void invoice.save(true)}
          >
            Save as draft
          </Button>
          <Button type="submit" variant="contained" disabled={submission.busy || asked.blocked}>
            Issue invoice
          </Button>
        </Box>
      </Card>
      <LeaveGuard when={invoice.dirty} words="The invoice is not made yet. Leave anyway?" />
    </SentForm>
  );
}

function EstimateBox({
  amounts,
  currency,
}: {
  amounts: { net: string; tax: string; total: string };
  currency: string;
}) {
  return (
    <Box
      role="status"
      sx={{
        justifySelf: 'end',
        minWidth: 280,
        display: 'grid',
        gridTemplateColumns: '1fr auto',
        columnGap: 3,
        rowGap: 0.5,
      }}
    >
      <span>Net, about</span>
      <Money amount={amounts.net} currency={currency} />
      <span>Tax, about</span>
      <Money amount={amounts.tax} currency={currency} />
      <Box component="span" sx={{ fontWeight: 600 }}>
        Estimated total
      </Box>
      <Money amount={amounts.total} currency={currency} strong />
      <Box
        sx={{
          gridColumn: '1 / -1',
          color: 'text.secondary',
          fontSize: '0.8125rem',
          maxWidth: '40ch',
        }}
      >
        Tax is rounded by the partner’s rule when the invoice is made; that amount counts.
      </Box>
    </Box>
  );
}
