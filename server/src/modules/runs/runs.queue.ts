import { enqueue, enqueueTurn } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { TURNS } from './preview.ts';

/** A partner's turn at its previews; one that is queued already keeps its place. */
export async function queueTurn(
  sql: ScopedSql,
  partnerId: string,
  turn: number,
  at?: Date,
): Promise<void> {
  await enqueueTurn(
    sql,
    'billing-run:previews',
    { partnerId, turn },
    { key: `previews:${partnerId}:${turn}`, at },
  );
}

/** Lets the previews that a partner waits for be made, as soon as the caller's transaction commits. */
export async function queuePreviews(sql: ScopedSql, partnerId: string): Promise<void> {
  for (const turn of TURNS) await queueTurn(sql, partnerId, turn);
}

/** Lets a run be worked on in its phase. */
export async function queueRun(
  sql: ScopedSql,
  phase: 'PREVIEWING' | 'CONFIRMING',
  partnerId: string,
  runId: string,
): Promise<void> {
  if (phase === 'PREVIEWING') await queuePreviews(sql, partnerId);
  else await enqueue(sql, 'billing-run:confirm', { partnerId, runId }, { key: `run:${runId}` });
}
