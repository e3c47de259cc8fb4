import type { App } from '../../kit/app.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { purgeSome } from './sessions.store.ts';

const PURGE_BATCH = 5000;

/** Deletes what is over of failures and sessions, a batch at a time. */
export async function purgeSignIns(app: App, stop: AbortSignal): Promise<void> {
  for (let deleted = PURGE_BATCH; deleted === PURGE_BATCH && !stop.aborted;) {
    deleted = await app.boundary.inSql(NOBODY, (sql) => purgeSome(sql, PURGE_BATCH));
  }
}
