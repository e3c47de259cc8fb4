import { notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { announceMoney, auditPlace, lockAccount } from '../ledger/index.ts';
import { fieldsOfDocument } from './documentFields.store.ts';

const KINDS = {
  CREDIT_NOTE: { table: 'credit_note', audited: 'credit-note' },
  PROFORMA: { table: 'proforma', audited: 'proforma' },
} as const;

/**
 * Changes the custom fields of a document beside invoices, also after it is issued: they are the
 * office's own. Refuses NOT_FOUND and wrong values by field.
 */
export async function updateDocumentFields(
  sql: ScopedSql,
  entity: keyof typeof KINDS,
  id: string,
  customFields: unknown,
): Promise<void> {
  const { table, audited } = KINDS[entity];
  const owner = await fieldsOfDocument(sql, table, id);
  if (!owner) throw notFound();
  const account = await lockAccount(sql, owner.customerId);
  const now = await fieldsOfDocument(sql, table, id);
  if (!now) throw notFound();
  const { partnerId, partnerPath } = account;
  const changed = await writeCustomFields(
    sql,
    entity,
    { id, partnerId, partnerPath },
    customFields,
    now.customFields,
  );
  if (!changed) return;
  await audit(sql, {
    action: 'update-details',
    entity: audited,
    entityId: id,
    before: { customFields: changed.before },
    after: { customFields: changed.after },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}
