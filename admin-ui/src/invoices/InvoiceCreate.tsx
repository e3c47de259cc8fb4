import { useRef, useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import {
  CustomerPicker,
  useCustomerChoice,
  type CustomerChoice,
} from '../customers/CustomerPicker.tsx';
import { todayOr } from '../customers/dates.ts';
import { Field } from '../customers/form/Fields.tsx';
import { FormError } from '../customers/form/FormDialog.tsx';
import { useFocusFirstError } from '../customers/form/useFocusFirstError.ts';
import { useRefresh } from '../customers/form/useRefresh.ts';
import { useSubmit, type FieldErrors } from '../customers/form/useSubmit.ts';
import { CustomFieldInputs } from '../custom-fields/CustomFieldInputs.tsx';
import { useCustomFieldsForm } from '../custom-fields/useCustomFieldsForm.ts';
import { useDocumentWarnings } from '../documents/useDocumentWarnings.ts';
import { LeaveGuard, Money, PageHeader, saved, useViewer, Warnings } from '../shared/index.ts';
import { CreateInvoice, TaxRatesQuery } from './api.ts';
import { cleanDecimal, parseDecimal } from './decimal.ts';
import { estimate, type LineDraft } from './estimate.ts';
import { LinesEditor, newLine } from './LinesEditor.tsx';

/** A one-time invoice: whom, when, the lines; kept as a draft or issued at once. `?customer=ID` chooses the customer. */
export function InvoiceCreate() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const viewer = useViewer();
  const given = useCustomerChoice(params.get('customer'));
  const [picked, setPicked] = useState<CustomerChoice | null | undefined>(undefined);
  const customer = picked === undefined ? given : picked;
  const [documentDate, setDocumentDate] = useState(todayOr(viewer?.today));
  const [dueDate, setDueDate] = useState('');
  const [lines, setLines] = useState<readonly LineDraft[]>([newLine()]);
  const custom = useCustomFieldsForm('INVOICE', customer?.partner.id ?? null, null);
  const asked = useDocumentWarnings(customer?.id ?? null, documentDate);
  const submission = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  useFocusFirstError(form, submission.fields);
  const rates = useQuery({
    queryKey: ['tax-rates', 'choices'],
    queryFn: async () => (await request(TaxRatesQuery)).taxRates,
  });
  const currency = customer?.currency ?? viewer?.partner.currency ?? 'EUR';
  const percentOf = (id: string) => rates.data?.find((rate) => rate.id === id)?.percent ?? '0';

  const dirty =
    custom.dirty || lines.some((line) => line.description !== '' || line.unitPrice !== '');

  const save = async (draft: boolean) => {
    const missing = { ...findMissing(customer, lines), ...custom.problems() };
    if (Object.keys(missing).length > 0 || !customer) return submission.refuse(missing);
    await submission.submit(async () => {
      const { createInvoice } = await custom.named(() =>
        request(CreateInvoice, {
          input: {
            customerId: customer.id,
            documentDate,
            dueDate: dueDate || null,
            draft,
            lines: lines.map(toInput),
            customFields: custom.input(),
          },
        }),
      );
      notify(draft ? 'Draft saved.' : `Invoice ${createInvoice.number ?? ''} issued.`, {
        type: 'success',
      });
      void refresh();
      void navigate(`/invoices/${createInvoice.id}/show`, saved);
    });
  };

  return (
    <Box
      component="form"
      ref={form}
      noValidate
      sx={{ maxWidth: 960 }}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!asked.blocked) void save(false);
      }}
    >
      <PageHeader title="New one-time invoice" back={{ label: 'Invoices', to: '/invoices' }} />
      <Card sx={{ padding: { xs: 2, sm: 3 }, display: 'grid', gap: 3 }}>
        <Box
          sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr 1fr' } }}
        >
          <CustomerPicker
            value={customer}
            onChange={setPicked}
            error={submission.fields['customerId']}
            autoFocus={!params.get('customer')}
          />
          <Field
            name="documentDate"
            label="Date"
            type="date"
            value={documentDate}
            onChange={setDocumentDate}
            errors={submission.fields}
            required
          />
          <Field
            name="dueDate"
            label="Pay by"
            type="date"
            value={dueDate}
            onChange={setDueDate}
            errors={submission.fields}
            help="Empty: by the customer’s terms"
          />
        </Box>
        <Box component="section">
          <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>
            Lines
          </Typography>
          <LinesEditor
            lines={lines}
            onChange={setLines}
            rates={rates.data ?? []}
            currency={currency}
            errors={submission.fields}
          />
        </Box>
        <CustomFieldInputs form={custom} errors={submission.fields} />
        <EstimateBox amounts={estimate(lines, percentOf, currency)} currency={currency} />
        <Warnings asked={asked} goOn="Yes, issue it like this" />
        <FormError error={submission.error} failure="The invoice was not made." />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'flex-end' }}>
          <Button variant="outlined" disabled={submission.busy} onClick={() => void save(true)}>
            Save as draft
          </Button>
          <Button type="submit" variant="contained" disabled={submission.busy || asked.blocked}>
            Issue invoice
          </Button>
        </Box>
      </Card>
      <LeaveGuard when={dirty} words="The invoice is not made yet. Leave anyway?" />
    </Box>
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

function toInput(line: LineDraft) {
  return {
    description: line.description.trim(),
    quantity: cleanDecimal(line.quantity || '1'),
    unitPrice: cleanDecimal(line.unitPrice),
    taxRateId: line.taxRateId || null,
    taxIncluded: line.taxIncluded,
    discount: line.discountValue.trim()
      ? { kind: line.discountKind, value: cleanDecimal(line.discountValue) }
      : null,
  };
}

/** What nobody needs a server to see. */
function findMissing(customer: CustomerChoice | null, lines: readonly LineDraft[]): FieldErrors {
  const errors: Record<string, string> = {};
  if (!customer) errors['customerId'] = 'Choose whom the invoice is for.';
  lines.forEach((line, index) => {
    if (line.description.trim() === '') errors[`lines.${index}.description`] = 'Say what is sold.';
    if (!parseDecimal(line.unitPrice)) errors[`lines.${index}.unitPrice`] = 'Enter a price.';
  });
  return errors;
}
