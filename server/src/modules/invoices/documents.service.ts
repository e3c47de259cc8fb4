import { planManualLines } from '@backhaul/domain/documents/documentLines';
import { currencyDigits } from '@backhaul/domain/money/money';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import { got, must } from '../../platform/must.ts';
import { badInput, conflict, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { assignNumbers } from '../numbers/index.ts';
import {
  type Account,
  accountSettings,
  allocateCredits,
  announceMoney,
  auditPlace,
  lockAccount,
  manualLines,
  post,
  type Posting,
} from '../ledger/index.ts';
import { draftLines, type InvoiceInput, invoiceWords } from './invoices.input.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import {
  customerOf,
  entriesOf,
  lockDocument,
  type LockedInvoice,
  markIssued,
  markVoid,
  type Outside,
  outsideOf,
  settledOf,
} from './documents.store.ts';
import { postInvoice, writeInvoice } from './issue.ts';
import { takeBackWriteOffs } from './writeOff.ts';

/**
 * What an input says of a document, worked out: its lines with their taxes, and until when it is to be
 * paid. Refuses wrong lines by field, a total below zero and a due date before the document's.
 */
export async function entered(sql: ScopedSql, account: Account, input: InvoiceInput) {
  const settings = await accountSettings(sql, account);
  const lines = planManualLines(
    await manualLines(sql, account, input.lines, input.documentDate),
    settings,
    currencyDigits(account.currency),
  );
  if (lines.reduce((sum, line) => sum + line.total, 0n) < 0n)
    throw badInput({
      lines: 'add up to less than zero; what you owe a customer is a credit, not an invoice',
    });
  const { documentDate } = input;
  const dueDate = input.dueDate ?? dueDateFor(documentDate, settings.paymentDueDays);
  if (dueDate < documentDate) throw badInput({ dueDate: 'lies before the document date' });
  return {
    documentDate,
    dueDate,
    dueAtOnce: !input.dueDate && settings.paymentDueDays <= 0,
    lines,
    ...invoiceWords(input),
    numberFormat: settings.invoiceNumberFormat,
  };
}

/**
 * Makes a one-time invoice: a draft, or issued at once (numbered, on the ledger, paid by the
 * balance as far as it goes). Refuses a customer outside the scope (NOT_FOUND) and what entered()
 * refuses.
 */
export async function createInvoice(
  sql: ScopedSql,
  input: InvoiceInput & { customerId: string },
): Promise<string> {
  const account = await lockAccount(sql, input.customerId);
  const { numberFormat, ...document } = await entered(sql, account, input);
  const { documentDate, dueDate, lines } = document;
  const number = input.draft
    ? null
    : await nextInvoiceNumber(sql, account, documentDate, numberFormat);
  const id = await numberedOnce(number, () =>
    writeInvoice(sql, {
      ...document,
      account,
      state: input.draft ? 'DRAFT' : 'ISSUED',
      draftLines: input.draft ? draftLines(input.lines) : null,
      number,
    }),
  );
  const fields = await writeCustomFields(
    sql,
    'INVOICE',
    { id, partnerId: account.partnerId, partnerPath: account.partnerPath },
    input.customFields,
    null,
  );
  await audit(sql, {
    action: 'create',
    entity: 'invoice',
    entityId: id,
    after: {
      customFields: fields?.after,
      number,
      draft: Boolean(input.draft),
      customerId: account.id,
      documentDate,
      dueDate,
      total: lines.reduce((sum, line) => sum + line.total, 0n),
    },
    partner: auditPlace(account),
  });
  if (!input.draft) await takeEffect(sql, account, id, documentDate);
  await announceMoney(sql, account);
  return id;
}

/**
 * Issues a draft, once however often it is asked for: the name and address printed are those of now.
 * Refuses NOT_FOUND and CONFLICT NOT_A_DRAFT.
 */
export async function approveInvoice(sql: ScopedSql, id: string): Promise<void> {
  const { account, invoice } = await lockInvoice(sql, id);
  if (invoice.state !== 'DRAFT')
    throw conflict(
      'NOT_A_DRAFT',
      invoice.number ? `Invoice ${invoice.number} is issued already.` : 'This invoice is no draft.',
    );
  const { invoiceNumberFormat } = await accountSettings(sql, account);
  const number = await nextInvoiceNumber(sql, account, invoice.documentDate, invoiceNumberFormat);
  const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, [account.partnerId]);
  await numberedOnce(number, () => markIssued(sql, id, number, printed));
  await audit(sql, {
    action: 'approve',
    entity: 'invoice',
    entityId: id,
    before: { state: 'DRAFT' },
    after: { state: 'ISSUED', number },
    partner: auditPlace(account),
  });
  await takeEffect(sql, account, id, invoice.documentDate);
  await announceMoney(sql, account);
}

/**
 * Locks an invoice's customer, then reads the invoice as it is from now on. Refuses with NOT_FOUND
 * what lies outside the scope.
 */
export async function lockInvoice(
  sql: ScopedSql,
  id: string,
): Promise<{ account: Account; invoice: LockedInvoice }> {
  const customerId = await customerOf(sql, id);
  if (!customerId) throw notFound();
  const account = await lockAccount(sql, customerId);
  // read again: whoever held the lock before may have changed it
  const invoice = await lockDocument(sql, id);
  if (!invoice) throw notFound();
  return { account, invoice };
}

/** The next number of an invoice of an account; what assignNumbers() refuses is refused. */
export async function nextInvoiceNumber(
  sql: ScopedSql,
  account: Account,
  date: string,
  format: string,
): Promise<string> {
  const partner = { id: account.partnerId, path: account.partnerPath };
  const [number] = await assignNumbers(sql, 'INVOICE', [
    {
      partner,
      format,
      vars: { customerId: account.number, partnerId: account.partnerNumber, date },
    },
  ]);
  return number;
}

/** A format that was changed may count up to a number that an older one gave out. */
export async function numberedOnce<T>(number: string | null, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error)?.includes('number'))
      throw conflict(
        'NUMBER_TAKEN',
        `Invoice number ${number} is taken already. Change the number format in the finance settings.`,
      );
    throw error;
  }
}

/** The ledger entries of an issued invoice, and what follows. */
export async function takeEffect(
  sql: ScopedSql,
  account: Account,
  id: string,
  documentDate: string,
): Promise<void> {
  await postInvoice(sql, account, id, documentDate);
  sql.happened('invoiceIssued', { customerId: account.id, invoiceId: id, on: documentDate });
}

/**
 * Why something is taken back and on which day; entry: how the ledger words it, from the words of
 * the entry taken back.
 */
export interface Reversal {
  reason: string;
  on: string;
  entry: (description: string) => string;
}

/** Why an invoice cannot be made void, by name and in words; null when it can. */
export function whatKeeps(
  { state, number }: Pick<LockedInvoice, 'state' | 'number'>,
  { paid, note, whole }: Outside,
): { reason: string; words: string } | null {
  if (state === 'DRAFT')
    return {
      reason: 'NOT_ISSUED',
      words: 'A draft moved no money and has no number: there is nothing to void.',
    };
  if (state === 'VOID')
    return { reason: 'NOT_ISSUED', words: `Invoice ${number} is void already.` };
  if (note !== null)
    return {
      reason: 'CREDIT_NOTE_ISSUED',
      words: whole
        ? `Credit note ${note} took back the last of invoice ${number}: nothing of it is left to make void.`
        : `Credit note ${note} takes back some of invoice ${number}. Take back the rest with another credit note.`,
    };
  return paid
    ? {
        reason: 'PAYMENT_ALLOCATED',
        words: `A payment settles invoice ${number}. Correct it with a credit note; only a payment that never came is reversed.`,
      }
    : null;
}

/**
 * Takes an issued invoice back on a locked account: what the balance paid of it by itself goes back
 * to the balance, its ledger entries are reversed by new ones, and it stays, with its number, as
 * void. What was written off of it is taken back too. on: the day of the reversal, today: figures of
 * earlier days do not move. Refuses CONFLICT PAYMENT_ALLOCATED while money that came in for it settles
 * any of it, CREDIT_NOTE_ISSUED where a note is of it, and NOT_ISSUED for drafts and void ones.
 */
export async function voidIssued(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  { reason, on, entry: title }: Reversal,
): Promise<void> {
  const invoice = must(await lockDocument(sql, invoiceId));
  const kept = whatKeeps(invoice, got(await outsideOf(sql, [invoiceId]), invoiceId));
  if (kept) throw conflict(kept.reason, kept.words);
  await takeBackWriteOffs(sql, account, invoiceId, { on, reason });
  const settled = await settledOf(sql, invoiceId);
  await allocateCredits(
    sql,
    settled.map((each) => ({
      customerId: account.id,
      partnerId: account.partnerId,
      partnerPath: account.partnerPath,
      invoiceId,
      transactionId: each.transactionId,
      paymentId: each.paymentId,
      creditNoteId: each.creditNoteId,
      amount: -each.amountMinor,
      madeBy: each.madeBy,
      date: on,
    })),
  );
  const entries = await entriesOf(sql, invoiceId);
  await post(
    sql,
    account,
    entries.map(({ id, type, description, ...entry }): Posting => ({
      ...entry,
      type: type === 'DEBIT' ? 'CREDIT' : 'DEBIT',
      category: 'Correction',
      description: title(description),
      invoiceId,
      reversesId: id,
      date: on,
    })),
  );
  await markVoid(sql, invoiceId, reason, on);
  sql.happened('invoiceVoided', { customerId: account.id, invoiceId, on });
  await audit(sql, {
    action: 'void',
    entity: 'invoice',
    entityId: invoiceId,
    before: { state: 'ISSUED', number: invoice.number },
    after: { state: 'VOID', reason, date: on },
    partner: auditPlace(account),
  });
}
