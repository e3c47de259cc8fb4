import { conflict, badInput } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { announceMoney, auditPlace, lockAccount, type Account } from '../ledger/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { entered, lockInvoice } from './documents.service.ts';
import { deleteDraft, type LockedInvoice, notesOf, rewriteDraft } from './documents.store.ts';
import { draftLines, type InvoiceInput } from './invoices.input.ts';
import { sumsOf } from './issue.ts';
import { deleteLines, insertLines } from './lines.store.ts';

/**
 * Gives a draft other dates and lines; it stays a draft, and of its custom fields those change that are given.
 * Refuses NOT_FOUND, CONFLICT NOT_A_DRAFT, another customer by field, and what entered() refuses.
 */
export async function updateDraft(
  sql: ScopedSql,
  id: string,
  input: InvoiceInput & { customerId: string },
): Promise<void> {
  const { account, invoice } = await lockDraft(sql, id);
  if (input.customerId !== account.id) {
    // one outside the scope is not there
    await lockAccount(sql, input.customerId);
    throw badInput({
      customerId: 'is another customer than the draft’s; discard the draft and make a new one',
    });
  }
  const { lines, numberFormat: _unused, ...dates } = await entered(sql, account, input);
  const sums = sumsOf(lines);
  await deleteLines(sql, id);
  await rewriteDraft(
    sql,
    { ...dates, ...sums, id, draftLines: draftLines(input.lines) },
    await printedWith(sql, TemplateKind.INVOICE_PDF, [account.partnerId]),
  );
  await insertLines(sql, id, account, lines);
  const fields = await writeCustomFields(
    sql,
    'INVOICE',
    { id, partnerId: account.partnerId, partnerPath: account.partnerPath },
    input.customFields,
    (await notesOf(sql, id)).customFields,
  );
  await audit(sql, {
    action: 'update-draft',
    entity: 'invoice',
    entityId: id,
    before: { ...contentOf(invoice), customFields: fields?.before },
    after: {
      documentDate: dates.documentDate,
      dueDate: dates.dueDate,
      total: sums.totalMinor,
      lines: draftLines(input.lines),
      customFields: fields?.after,
    },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

/** Removes a draft for good; what it said stays in the audit. Refuses NOT_FOUND and CONFLICT NOT_A_DRAFT. */
export async function discardDraft(sql: ScopedSql, id: string): Promise<void> {
  const { account, invoice } = await lockDraft(sql, id);
  const { memo, customFields } = await notesOf(sql, id);
  await deleteLines(sql, id);
  await deleteDraft(sql, id);
  await audit(sql, {
    action: 'discard',
    entity: 'invoice',
    entityId: id,
    before: { ...contentOf(invoice), customerId: account.id, memo, customFields },
    after: null,
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

async function lockDraft(
  sql: ScopedSql,
  id: string,
): Promise<{ account: Account; invoice: LockedInvoice }> {
  const locked = await lockInvoice(sql, id);
  if (locked.invoice.state !== 'DRAFT')
    throw conflict(
      'NOT_A_DRAFT',
      `Invoice ${locked.invoice.number} is issued: its lines stay as they are.`,
    );
  return locked;
}

function contentOf({ documentDate, dueDate, totalMinor, draftLines: lines }: LockedInvoice) {
  return { documentDate, dueDate, total: totalMinor, lines };
}
