import type { ScopedSql, ScopedTx } from './boundary.ts';
import type { Scope } from './scope.ts';

export interface AuditRecord {
  /** A verb: create, update, confirm, void, ... */
  action: string;
  /** The kind of record: customer, invoice, ... */
  entity: string;
  entityId?: string | null;
  before?: unknown;
  after?: unknown;
  address?: string | null;
  /** The tenant that the record belongs to, where it is not the actor's own. */
  partner?: { id: string; path: string };
}

function valuesOf(scope: Scope, record: AuditRecord): unknown[] {
  if (scope.kind === 'nobody') throw new Error('nobody cannot act');
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? v.toString() : v)));
  return [record.partner?.id ?? scope.partnerId, record.partner?.path ?? scope.path, scope.actor.kind, scope.actor.id, scope.actor.name, record.address ?? null, record.action, record.entity, record.entityId ?? null, json(record.before), json(record.after)];
}

const COLUMNS = '(partner_id, partner_path, actor_kind, actor_id, actor_name, address, action, entity, entity_id, before, after)';

/** Records who did what, in the transaction that does it. Secrets must not be in `before` or `after`. */
export async function audit(sql: ScopedSql, record: AuditRecord): Promise<void> {
  await sql.rows(`insert into audit_entry ${COLUMNS} values ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb)`, valuesOf(sql.scope, record));
}
/** The same from a Prisma transaction. */
export async function auditTx(tx: ScopedTx, scope: Scope, record: AuditRecord): Promise<void> {
  const [partnerId, partnerPath, actorKind, actorId, actorName, address, action, entity, entityId] = valuesOf(scope, record) as string[];
  const plain = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))) as object);
  // createMany returns nothing, so it needs no right to read: a customer may add a record that only staff can see
  await tx.auditEntry.createMany({ data: [{ partnerId, partnerPath, actorKind, actorId, actorName, address, action, entity, entityId, before: plain(record.before), after: plain(record.after) }] });
}
