import type { ScopedSql } from './boundary.ts';
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
  const json = (value: unknown) =>
    value === undefined
      ? null
      : JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? v.toString() : v));
  return [
    record.partner?.id ?? scope.partnerId,
    record.partner?.path ?? scope.path,
    scope.actor.kind,
    scope.actor.id,
    scope.actor.name,
    record.address ?? null,
    record.action,
    record.entity,
    record.entityId ?? null,
    json(record.before),
    json(record.after),
  ];
}

const COLUMNS =
  '(partner_id, partner_path, actor_kind, actor_id, actor_name, address, action, entity, entity_id, before, after)';

/** Records who did what, in the transaction that does it. Secrets must not be in `before` or `after`. */
export async function audit(sql: ScopedSql, record: AuditRecord): Promise<void> {
  await sql.rows(
    `insert into audit_entry ${COLUMNS} values ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb)`,
    valuesOf(sql.scope, record),
  );
}

/** Records several deeds of one actor at once. */
export async function auditEach(sql: ScopedSql, records: readonly AuditRecord[]): Promise<void> {
  const rows = records.map((record) => valuesOf(sql.scope, record));
  await sql.rows(
    `insert into audit_entry ${COLUMNS}
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::jsonb[], $11::jsonb[])`,
    COLUMNS.split(',').map((_, column) => rows.map((row) => row[column])),
  );
}
