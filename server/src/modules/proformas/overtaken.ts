import type { ScopedSql } from '../../tenancy/boundary.ts';
import { overtakenOf, type Overtaken } from './overtaken.store.ts';
import { voidOpen } from './void.service.ts';

/**
 * Proformas that came by themselves ask for days and items that are still to be charged: those whose days were charged
 * meanwhile, taken back, or are gone become void, with words, and what waited on them is free. A new price or end
 * changes nothing: who pays gets what was asked for. The customers are locked.
 */
export async function voidOvertaken(
  sql: ScopedSql,
  customers: readonly { customerId: string }[],
): Promise<void> {
  const ids = customers.map(({ customerId }) => customerId);
  for (const overtaken of await overtakenOf(sql, ids)) {
    const { id, customerId, partnerId, partnerPath, timeZone } = overtaken;
    const account = { id: customerId, partnerId, partnerPath };
    await voidOpen(sql, account, [{ id, reason: why(overtaken) }], sql.today(timeZone));
  }
}

function why({ charged, invoiceNumber }: Overtaken): string {
  if (!charged) return 'What it asked for changed before it was paid.';
  return invoiceNumber === null
    ? 'Its days were charged before it was paid.'
    : `Its days were charged before it was paid, by invoice ${invoiceNumber}.`;
}
