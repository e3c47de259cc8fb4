import { forbidden, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { covers } from '../../tenancy/scope.ts';
import { lockTariff, pathsUsing, tariffOf, type StoredTariff } from './tariffs.store.ts';

/** A tariff that the viewer may change: NOT_FOUND for one it does not see, FORBIDDEN for one it is only offered. */
export async function seenAsOwn(sql: ScopedSql, id: string): Promise<StoredTariff> {
  const tariff = await tariffOf(sql, id);
  if (!tariff) throw notFound();
  if (!covers(sql.scope, tariff.partnerPath)) throw forbidden();
  return tariff;
}

/** The same, locked against other changes. */
export async function ownTariff(sql: ScopedSql, id: string): Promise<StoredTariff> {
  await seenAsOwn(sql, id);
  return lockTariff(sql, id);
}

/** What a tariff earns shows in the figures of everybody who sells it. */
export async function announceTariff(sql: ScopedSql, id: string): Promise<void> {
  for (const path of await pathsUsing(sql, id)) await announce(sql, { topic: 'finance', path });
}
