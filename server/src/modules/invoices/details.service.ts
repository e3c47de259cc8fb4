import { badInput } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { announceMoney, auditPlace } from '../ledger/index.ts';
import { lockInvoice } from './documents.service.ts';
import { notesOf, setMemo } from './documents.store.ts';

const MEMO_MAX = 2000;

function memoInput(memo: string): string | null {
  const text = memo.trim();
  if (text.length > MEMO_MAX) throw badInput({ memo: `may have ${MEMO_MAX} characters at most` });
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text))
    throw badInput({ memo: 'may not contain control characters' });
  return text || null;
}

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
  const memo = input.memo === undefined ? before.memo : input.memo && memoInput(input.memo);
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
