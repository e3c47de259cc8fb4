import { paragraphInput } from '../../kit/input.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { announceMoney, auditPlace } from '../ledger/index.ts';
import { lockInvoice } from './documents.service.ts';
import { notesOf, setMemo } from './documents.store.ts';

const MEMO_MAX = 2000;

/**
 * Changes what the office notes on a document: its memo and custom fields, also after it is issued,
 * for neither belongs to what it says. Refuses an invoice outside the scope (NOT_FOUND) and wrong
 * values by field.
 */
export async function updateInvoiceDetails(
  sql: ScopedSql,
  id: string,
  input: { memo?: string | null; customFields?: unknown },
): Promise<void> {
  const { account } = await lockInvoice(sql, id);
  const before = await notesOf(sql, id);
  const memo =
    input.memo === undefined
      ? before.memo
      : input.memo && paragraphInput(input.memo, 'memo', MEMO_MAX);
  if (memo !== before.memo) await setMemo(sql, id, memo);
  const fields = await writeCustomFields(
    sql,
    'INVOICE',
    { id, partnerId: account.partnerId, partnerPath: account.partnerPath },
    input.customFields,
    before.customFields,
  );
  if (memo === before.memo && !fields) return;
  await audit(sql, {
    action: 'update-details',
    entity: 'invoice',
    entityId: id,
    before: { memo: before.memo, customFields: fields?.before },
    after: { memo, customFields: fields?.after },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}
