import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { applyDefaults } from '../fields/index.ts';
import { type Account, accountSettings, auditPlace } from '../ledger/index.ts';
import { nextInvoiceNumber, numberedOnce, takeEffect } from './documents.service.ts';
import { sumsOf, writeInvoice } from './issue.ts';

/**
 * Issues an invoice of lines that are worked out already, on a locked account: numbered, on the ledger, unpaid. Returns
 * its id. Refuses CONFLICT NUMBER_TAKEN.
 */
export async function issueInvoice(
  sql: ScopedSql,
  account: Account,
  { documentDate, lines }: { documentDate: string; lines: PlannedLine[] },
): Promise<string> {
  const { paymentDueDays, invoiceNumberFormat } = await accountSettings(sql, account);
  const dueDate = dueDateFor(documentDate, paymentDueDays);
  const number = await nextInvoiceNumber(sql, account, documentDate, invoiceNumberFormat);
  const id = await numberedOnce(number, () =>
    writeInvoice(sql, {
      account,
      state: 'ISSUED',
      number,
      documentDate,
      dueDate,
      dueAtOnce: paymentDueDays <= 0,
      draftLines: null,
      note: null,
      terms: null,
      memo: null,
      lines,
    }),
  );
  await applyDefaults(sql, 'INVOICE', [id]);
  await audit(sql, {
    action: 'create',
    entity: 'invoice',
    entityId: id,
    after: {
      number,
      customerId: account.id,
      documentDate,
      dueDate,
      total: sumsOf(lines).totalMinor,
    },
    partner: auditPlace(account),
  });
  await takeEffect(sql, account, id, documentDate);
  return id;
}
