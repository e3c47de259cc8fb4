import { enqueueTurn } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Has what has come for a partner done soon: once, however often it is asked for until then. */
export async function lookAt(sql: ScopedSql, partnerId: string): Promise<void> {
  await enqueueTurn(
    sql,
    'automation:partner',
    { partnerId },
    { key: `automation:partner:${partnerId}` },
  );
}

/** The same for asking its customers to pay ahead. */
export async function askSoon(sql: ScopedSql, partnerId: string): Promise<void> {
  await enqueueTurn(
    sql,
    'automation:proformas',
    { partnerId },
    { key: `automation:proformas:${partnerId}` },
  );
}
