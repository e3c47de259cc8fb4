import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { useCustomerChoice, type CustomerChoice } from '../customers/index.ts';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit, type FieldErrors } from '../kit/form/useSubmit.ts';
import type { InvoiceDetailFragment, InvoiceInput } from '../generated/graphql.ts';
import { asValues, useCustomFieldsForm } from '../fields/index.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { saved, useViewer } from '../kit/index.ts';
import { CreateInvoice, UpdateDraftInvoice } from './api.ts';
import { estimate, ratesFor, type LineDraft } from './estimate.ts';
import { lineInput, missingInLines } from './lines.ts';
import { newLine } from './LinesEditor.tsx';
import { useTypedLines } from './useTypedLines.ts';
import { useInvoiceWords } from './useInvoiceWords.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** What a form begins with: a customer that was chosen before, or a draft that is changed. */
type Start = { customerId: string | null; draft?: never } | { draft: InvoiceDetailFragment };

export type InvoiceInTheMaking = ReturnType<typeof useInvoiceForm>;

/** An invoice in the making: what was typed, what it comes to, and how it is kept or issued. */
export function useInvoiceForm(start: Start) {
  const { draft } = start;
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const viewer = useViewer();
  const given = useCustomerChoice(draft ? draft.customer.id : start.customerId);
  const [picked, setPicked] = useState<CustomerChoice | null | undefined>(undefined);
  const customer = picked === undefined ? given : picked;
  const today = useToday(draft?.partner ?? customer?.partner);
  const [typedDate, setDocumentDate] = useState<string | null>(draft?.documentDate ?? null);
  const documentDate = typedDate ?? today;
  const [dueDate, setDueDate] = useState(draft?.dueDate ?? '');
  const words = useInvoiceWords(draft);
  const partnerId = draft?.partner.id ?? customer?.partner.id ?? null;
  const custom = useCustomFieldsForm(
    'INVOICE',
    partnerId,
    draft ? asValues(draft.customFields) : null,
  );
  const asked = useDocumentWarnings(customer?.id ?? null, documentDate);
  const submission = useSubmit();
  // before the customer is known: what whichever customer's partner may use
  const sellerId = partnerId ?? viewer?.partner.id;
  const { lines, setLines, rates, changed } = useTypedLines(
    sellerId ? [sellerId] : [],
    documentDate,
    draft?.draftLines?.map(typedLine),
  );
  const currency = customer?.currency ?? viewer?.partner.currency ?? 'EUR';

  const dirty = draft
    ? custom.dirty ||
      documentDate !== draft.documentDate ||
      dueDate !== draft.dueDate ||
      words.dirty ||
      changed
    : custom.dirty || lines.some((line) => line.description !== '' || line.unitPrice !== '');

  /** What was typed, as the API takes it; null where something is missing, which is said at its field. */
  const typed = (how: 'DRAFT' | 'ISSUED'): InvoiceInput | null => {
    const missing = { ...findMissing(customer, lines), ...custom.problems() };
    if (Object.keys(missing).length > 0 || !customer) {
      submission.refuse(missing);
      return null;
    }
    return {
      customerId: customer.id,
      documentDate,
      dueDate: dueDate || null,
      draft: how === 'DRAFT',
      lines: lines.map(lineInput),
      customFields: custom.input(),
      ...words.input(),
    };
  };
  /** Goes on to what was made. */
  const made = ({ id }: { id: string }) => {
    void refresh();
    void navigate(`/invoices/${id}/show`, saved);
  };

  /** Keeps it as a draft, a new one or the one that is changed, or issues it at once. */
  const save = async (how: 'DRAFT' | 'ISSUED') => {
    const input = typed(how);
    if (!input) return;
    await submission.submit(async () => {
      const invoice = await custom.named(async () =>
        draft
          ? (await request(UpdateDraftInvoice, { id: draft.id, input })).updateDraftInvoice
          : (await request(CreateInvoice, { input })).createInvoice,
      );
      notify(how === 'DRAFT' ? 'Draft saved.' : `Invoice ${invoice.number ?? ''} issued.`, {
        type: 'success',
      });
      made(invoice);
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
    words,
    rates,
    currency,
    amounts: estimate(lines, ratesFor(customer, rates), currency),
    custom,
    asked,
    submission,
    dirty,
    save,
    input: typed,
    made,
  };
}

/** A line of a draft as it is typed anew. */
function typedLine(line: NonNullable<InvoiceDetailFragment['draftLines']>[number]): LineDraft {
  return {
    ...newLine(),
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    taxRateId: line.taxRateId ?? '',
    taxChosen: true,
    taxIncluded: line.taxIncluded,
    discountKind: line.discount?.kind ?? 'PERCENT',
    discountValue: line.discount?.value ?? '',
    discountMessage: line.discount?.message ?? null,
  };
}

/** What nobody needs a server to see. */
function findMissing(customer: CustomerChoice | null, lines: readonly LineDraft[]): FieldErrors {
  return {
    ...(!customer && { customerId: 'Choose whom the invoice is for.' }),
    ...missingInLines(lines),
  };
}
