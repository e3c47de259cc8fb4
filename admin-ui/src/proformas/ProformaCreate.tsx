import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { CustomerPicker, useCustomerChoice, type CustomerChoice } from '../customers/index.ts';
import {
  estimate,
  EstimateBox,
  lineInput,
  type LineDraft,
  LinesEditor,
  missingInLines,
  newLine,
} from '../invoices/index.ts';
import { todayOr } from '../kit/dates.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { LeaveGuard, PageHeader, saved, useViewer, Warnings } from '../kit/index.ts';
import { newKey } from '../payments/index.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { useTaxRates } from '../settings/index.ts';
import { CreateProforma } from './api.ts';

/** A proforma in the making: what was typed, and how it is issued. */
function useProformaForm(customerId: string | null) {
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const viewer = useViewer();
  const submission = useSubmit();
  const given = useCustomerChoice(customerId);
  const [picked, setPicked] = useState<CustomerChoice | null | undefined>(undefined);
  const customer = picked === undefined ? given : picked;
  const [idempotencyKey] = useState(newKey);
  const [documentDate, setDocumentDate] = useState(todayOr(viewer?.today));
  const [lines, setLines] = useState<readonly LineDraft[]>(() => [newLine()]);
  const asked = useDocumentWarnings(customer?.id ?? null, documentDate);
  const sellerId = customer?.partner.id ?? viewer?.partner.id;
  const rates = useTaxRates(
    sellerId ? [sellerId] : [],
    lines.map((line) => line.taxRateId),
  );
  const currency = customer?.currency ?? viewer?.partner.currency ?? 'EUR';
  const percentOf = (id: string) => rates.find((rate) => rate.id === id)?.percent ?? '0';
  const issue = async () => {
    const missing = {
      ...(customer ? {} : { customerId: 'Choose whom it is for.' }),
      ...missingInLines(lines),
    };
    if (Object.keys(missing).length > 0 || !customer) return submission.refuse(missing);
    await submission.submit(async () => {
      const { createProforma: made } = await request(CreateProforma, {
        input: {
          customerId: customer.id,
          documentDate,
          lines: lines.map(lineInput),
          idempotencyKey,
        },
      });
      notify(`Proforma ${made.number} issued.`, { type: 'success' });
      void refresh();
      void navigate(`/proformas/${made.id}/show`, saved);
    });
  };
  return {
    customer,
    setPicked,
    documentDate,
    setDocumentDate,
    lines,
    setLines,
    rates,
    currency,
    amounts: estimate(lines, percentOf, currency),
    asked,
    submission,
    dirty: lines.some((line) => line.description !== '' || line.unitPrice !== ''),
    issue,
  };
}

/** A request for payment: whom, when, the lines. `?customer=ID` chooses the customer. */
export function ProformaCreate() {
  const customerId = useSearchParams()[0].get('customer');
  const form = useProformaForm(customerId);
  const { submission, asked, currency } = form;
  return (
    <SentForm
      fields={submission.fields}
      sx={{ maxWidth: 960 }}
      onSubmit={() => {
        if (!asked.blocked) void form.issue();
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
        <EstimateBox amounts={form.amounts} currency={currency} />
        <Warnings asked={asked} goOn="Yes, issue it like this" />
        <FormError error={submission.error} failure="The proforma was not made." />
        <Box sx={{ display: 'flex', justifyContent: 'flex-end' }}>
          <Button type="submit" variant="contained" disabled={submission.busy || asked.blocked}>
            Issue proforma
          </Button>
        </Box>
      </Card>
      <LeaveGuard when={form.dirty} words="The proforma is not made yet. Leave anyway?" />
    </SentForm>
  );
}
