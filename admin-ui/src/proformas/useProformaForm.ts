import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { useCustomerChoice, type CustomerChoice } from '../customers/index.ts';
import { useCustomFieldsForm } from '../fields/index.ts';
import { estimate, lineInput, missingInLines, ratesFor, useTypedLines } from '../invoices/index.ts';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { saved, useViewer } from '../kit/index.ts';
import { newKey } from '../payments/index.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { CreateProforma, PayByQuery } from './api.ts';
import { useToday } from '../kit/scope/useToday.ts';

export type ProformaInTheMaking = ReturnType<typeof useProformaForm>;

/** A proforma in the making: what was typed, and how it is issued. */
export function useProformaForm(customerId: string | null) {
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const viewer = useViewer();
  const submission = useSubmit();
  const given = useCustomerChoice(customerId);
  const [picked, setPicked] = useState<CustomerChoice | null | undefined>(undefined);
  const customer = picked === undefined ? given : picked;
  const [idempotencyKey] = useState(newKey);
  const today = useToday(customer?.partner);
  const [typedDate, setDocumentDate] = useState<string | null>(null);
  const documentDate = typedDate ?? today;
  const custom = useCustomFieldsForm('PROFORMA', customer?.partner.id ?? null, null);
  const terms = useTerms(customer?.id ?? null, documentDate);
  const asked = useDocumentWarnings(customer?.id ?? null, documentDate);
  const sellerId = customer?.partner.id ?? viewer?.partner.id;
  const { lines, setLines, rates } = useTypedLines(sellerId ? [sellerId] : [], documentDate);
  const currency = customer?.currency ?? viewer?.partner.currency ?? 'EUR';
  /** Whether all is there that issuing takes; what is not is said at its field. */
  const ready = (): boolean => {
    const missing = {
      ...(customer ? {} : { customerId: 'Choose whom it is for.' }),
      ...missingInLines(lines),
      ...custom.problems(),
    };
    const whole = Object.keys(missing).length === 0;
    if (whole) submission.reset();
    else submission.refuse(missing);
    return whole;
  };
  const issue = async (): Promise<boolean> => {
    if (!customer) return false;
    return submission.submit(async () => {
      const { createProforma: made } = await custom.named(() =>
        request(CreateProforma, {
          input: {
            customerId: customer.id,
            documentDate,
            lines: lines.map(lineInput),
            customFields: custom.input(),
            idempotencyKey,
          },
        }),
      );
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
    amounts: estimate(lines, ratesFor(customer, rates), currency),
    terms,
    custom,
    asked,
    submission,
    dirty: custom.dirty || lines.some((line) => line.description !== '' || line.unitPrice !== ''),
    ready,
    issue,
  };
}

/** Until when a customer is asked to pay, by its terms, and where a mail would go; null while that is not known. */
function useTerms(customerId: string | null, documentDate: string) {
  const { data } = useQuery({
    queryKey: ['customers', 'pay-by', customerId],
    queryFn: async () => (await request(PayByQuery, { id: customerId ?? '' })).customer,
    enabled: customerId !== null,
  });
  if (!data || data.id !== customerId || !isLocalDate(documentDate)) return null;
  if (!data.billing) return null;
  const { paymentDueDays } = data.billing;
  return { email: data.email ?? null, dueDate: dueDateFor(documentDate, paymentDueDays) };
}
