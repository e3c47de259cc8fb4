import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import {
  allPartners,
  driftedCustomers,
  foldSome,
  mendCustomers,
  partnerAbove,
  recountFigures,
  type Drift,
} from './keeping.store.ts';

/** Changes that are added to their sums in one transaction: short, since a recount waits for it. */
const FOLD_BATCH = 5000;

/** Adds the changes of figures that waited to their sums. Readers see either, never both. */
export async function foldFigures(app: App, stop: AbortSignal): Promise<void> {
  for (let folded = FOLD_BATCH; folded === FOLD_BATCH && !stop.aborted;)
    folded = await app.boundary.inSql(NOBODY, (sql) => foldSome(sql, FOLD_BATCH));
}

/** Enqueues a recount of each partner's figures, each after those below it, of which it is made. */
export async function scheduleRecounts(app: App): Promise<void> {
  await app.boundary.inSql(NOBODY, async (sql) => {
    for (const partnerId of await allPartners(sql)) await queueRecount(sql, partnerId);
  });
}

function queueRecount(sql: ScopedSql, partnerId: string): Promise<void> {
  return enqueue(sql, 'figures:partner', { partnerId }, { key: `figures:partner:${partnerId}` });
}

/**
 * Counts a partner's figures from the rows behind them. What was kept is the same, or something is
 * broken: then it is told to the log, and mended, and the partner above is counted after it.
 */
export async function recountPartner(
  app: App,
  partnerId: string,
): Promise<{ customers: number; figures: Drift[] }> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return { customers: 0, figures: [] };
  const { customers, figures } = await app.boundary.inSql(scope, async (sql) => {
    const drifted = await driftedCustomers(sql, partnerId);
    if (drifted.length) await mendCustomers(sql, drifted);
    const figures = await recountFigures(sql, partnerId);
    const above = figures.length ? await partnerAbove(sql, partnerId) : null;
    if (above) await queueRecount(sql, above);
    return { customers: drifted.length, figures };
  });
  if (customers || figures.length)
    app.log.error(
      { partnerId, customers, figures },
      'kept figures were wrong and are counted anew',
    );
  return { customers, figures };
}
