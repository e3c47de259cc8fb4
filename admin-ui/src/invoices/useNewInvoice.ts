import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { useCustomerChoice, type CustomerChoice } from '../customers/index.ts';
import { todayOr } from '../kit/dates.ts';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit, type FieldErrors } from '../kit/form/useSubmit.ts';
import { useCustomFieldsForm } from '../fields/index.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { saved, useViewer } from '../kit/index.ts';
import { CreateInvoice, TaxRatesQuery } from './api.ts';
import { cleanDecimal, readDecimal } from '../kit/decimal.ts';
import { estimate, type LineDraft } from './estimate.ts';
import { newLine } from './LinesEditor.tsx';

/** An invoice in the making: what was typed, what it comes to, and how it is kept or issued. */
export function useNewInvoice(customerId: string | null) {
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const viewer = useViewer();
  const given = useCustomerChoice(customerId);
  const [picked, setPicked] = useState<CustomerChoice | null | undefined>(undefined);
  const customer = picked === undefined ? given : picked;
  const [documentDate, setDocumentDate] = useState(todayOr(viewer?.today));
  const [dueDate, setDueDate] = useState('');
  const [lines, setLines] = useState<readonly LineDraft[]>([newLine()]);
  const custom = useCustomFieldsForm('INVOICE', customer?.partner.id ?? null, null);
  const asked = useDocumentWarnings(customer?.id ?? null, documentDate);
  const submission = useSubmit();
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

  return {
    customer,
    setPicked,
    documentDate,
    setDocumentDate,
    dueDate,
    setDueDate,
    lines,
    setLines,
    rates: rates.data ?? [],
    currency,
    amounts: estimate(lines, percentOf, currency),
    custom,
    asked,
    submission,
    dirty,
    save,
  };
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
    if (readDecimal(line.unitPrice) === null) errors[`lines.${index}.unitPrice`] = 'Enter a price.';
  });
  return errors;
}
