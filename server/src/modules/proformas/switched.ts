import { partnersWith } from '../../kit/inheritance.store.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { FINANCE_HOME } from '../settings/index.ts';
import { forgetAsking, keepAsking, lookAgain, newlyAsking } from './automatic.store.ts';

/** Keeps for whom inside the scope proformas come by themselves, each since the day on which that was noticed. */
export async function keepSwitched(sql: ScopedSql): Promise<void> {
  const on = await partnersWith(sql, FINANCE_HOME, 'autoProforma', true);
  await forgetAsking(sql, on);
  const added = await newlyAsking(sql, on);
  if (added.length)
    await keepAsking(
      sql,
      added.map(({ id, clock }) => ({ id, since: sql.today(clock) })),
    );
}

/** What follows where the settings of a place may be others. */
export async function proformasSwitched(
  sql: ScopedSql,
  changed: readonly { path: string }[],
): Promise<void> {
  await keepSwitched(sql);
  for (const { path } of changed) await lookAgain(sql, path);
}

/** The same for partners that hang under others now. */
export function proformasMoved(
  sql: ScopedSql,
  moved: readonly Happenings['partnerMoved'][],
): Promise<void> {
  return proformasSwitched(sql, moved);
}
