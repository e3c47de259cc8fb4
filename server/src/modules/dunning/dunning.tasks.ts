import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { SYSTEM } from '../../tenancy/scope.ts';
import { runDunning } from './dunning.service.ts';

/** The root of the tree, from where it is seen which partners' day has not been evaluated yet. */
const ROOT = `select j.partner_id id
  from partners_for_jobs() j
  cross join lateral partner_place(j.partner_id) p
  where p.number = 1`;

/** Enqueues one job for each partner in whose time zone a day has begun that was not evaluated. */
export async function scheduleDunning(app: App): Promise<void> {
  const scope = await rootScope(app);
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    const partners = await sql.rows<{ id: string; zone: string; done: string | null }>(
      'select p.id, p.time_zone zone, d.date done from partner p left join dunning_day d on d.partner_id = p.id',
    );
    for (const { id, zone, done } of partners) {
      if (done === null || app.clock.today(zone) > done)
        await enqueue(sql, 'dunning:partner', { partnerId: id }, { key: `dunning:partner:${id}` });
    }
  });
}

async function rootScope(app: App) {
  const [root] = await app.boundary.inSql({ kind: 'nobody', actor: SYSTEM }, (sql) =>
    sql.rows<{ id: string }>(ROOT),
  );
  return root ? app.boundary.jobScope(root.id) : null;
}

/** One partner's own customers (those below it have jobs and time zones of their own), once for each of its days. */
export async function dunPartner(app: App, partnerId: string, stop: AbortSignal): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const today = await app.boundary.inSql(scope, (sql) => dayToEvaluate(app, sql, partnerId));
  if (today === null) return;
  await runDunning(app, scope, today, partnerId, { alone: true, stop });
  await app.boundary.inSql(scope, (sql) =>
    sql.rows(
      `insert into dunning_day (partner_id, partner_path, date) select id, path, $2 from partner where id = $1
    on conflict (partner_id) do update set date = greatest(dunning_day.date, excluded.date)`,
      [partnerId, today],
    ),
  );
}

async function dayToEvaluate(app: App, sql: ScopedSql, partnerId: string): Promise<string | null> {
  const row = await sql.row<{ zone: string; done: string | null }>(
    'select p.time_zone zone, d.date done from partner p left join dunning_day d on d.partner_id = p.id where p.id = $1',
    [partnerId],
  );
  const today = app.clock.today(row.zone);
  return row.done !== null && row.done >= today ? null : today;
}
