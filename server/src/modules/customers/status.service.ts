import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { moveStatuses, type StatusMove } from './status.store.ts';

/**
 * The one way a status moves: writes moves as of a date, with their history, in one statement for
 * any number of customers, whose rows must be locked. Who is not in the status that a move begins
 * with stays. byHand: somebody said so. Blocking rules do not bring back whom somebody switched
 * off, so only theirs keep since when the customer was blocked.
 */
export async function moveStatus(
  sql: ScopedSql,
  moves: readonly StatusMove[],
  on: LocalDate,
  { byHand }: { byHand: boolean },
): Promise<void> {
  if (!moves.length) return;
  const moved = await moveStatuses(sql, moves, on, byHand);
  for (const move of moved) sql.happened('statusMoved', { ...move, byHand, on });
}
