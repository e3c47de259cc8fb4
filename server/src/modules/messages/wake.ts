import type { App } from '../../kit/app.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { SYSTEM, type Scope } from '../../tenancy/scope.ts';
import { hasCarrier, messageChains } from './messageSettings.store.ts';

/**
 * Has partners' messages looked at as soon as this transaction commits. Without a job key: two
 * transactions that wake one partner must not wait for each other, and a job that finds nothing
 * costs one look.
 */
export async function wakePartners(
  sql: ScopedSql,
  partnerIds: readonly string[],
  task: 'messages:partner' | 'messages:urgent' = 'messages:partner',
): Promise<void> {
  const once = [...new Set(partnerIds)];
  if (once.length)
    await sql.rows(
      `select enqueue($1, json_build_object('partnerId', p), null, null) from unnest($2::uuid[]) p`,
      [task, once],
    );
}

/**
 * Wakes every partner with something to send or to tidy up. Of those whose messages are held, only
 * where something can carry them now.
 */
export async function wakeDue(app: App): Promise<void> {
  interface Due {
    partner_id: string;
    urgent: boolean;
    due: boolean;
    held: boolean;
    stranded: boolean;
  }
  const nobody: Scope = { kind: 'nobody', actor: SYSTEM };
  const found = await app.boundary.inSql(nobody, (sql) =>
    sql.rows<Due>('select * from partners_with_messages($1)', [app.clock.now()]),
  );
  const held = found.filter((each) => each.held && !each.due);
  const carried = held.length
    ? await withCarrier(
        app,
        held.map((each) => each.partner_id),
      )
    : new Set<string>();
  await app.boundary.inSql(nobody, async (sql) => {
    await wakePartners(
      sql,
      found.filter((each) => each.urgent).map((each) => each.partner_id),
      'messages:urgent',
    );
    await wakePartners(
      sql,
      found
        .filter((each) => each.due || each.stranded || carried.has(each.partner_id))
        .map((each) => each.partner_id),
    );
  });
}

async function withCarrier(app: App, partnerIds: readonly string[]): Promise<Set<string>> {
  const [root] = await app.boundary.inSql({ kind: 'nobody', actor: SYSTEM }, (sql) =>
    sql.rows<{ id: string }>(
      'select j.partner_id id from partners_for_jobs() j cross join lateral partner_place(j.partner_id) p where p.number = 1',
    ),
  );
  const scope = root && (await app.boundary.jobScope(root.id));
  if (!scope) return new Set();
  const chains = await app.boundary.inSql(scope, (sql) => messageChains(sql, partnerIds));
  const installation = app.config.smtpUrl !== null;
  return new Set(
    partnerIds.filter(
      (id) =>
        hasCarrier('EMAIL', chains.get(id) ?? [], installation) ||
        hasCarrier('SMS', chains.get(id) ?? [], false),
    ),
  );
}
