import type { App } from '../../kit/app.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { hashPassword, passwordFits } from '../access/index.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { makePeople, superAdministrator } from './people.ts';
import { chanceFrom } from './random.ts';
import { OPERATOR, PASSWORD } from './sample.ts';
import { liveTheYear } from './year.ts';

const ADMINISTRATOR = { email: 'admin@demo.example', name: 'Ada Administrator' };
const SIGN_INS = [
  ['Operator', 'USER', ADMINISTRATOR.email],
  ['Finance', 'USER', 'finance@demo.example'],
  ['Reseller', 'USER', 'reseller@demo.example'],
  ['Cashier', 'USER', 'cashier@demo.example'],
  ['Customer', 'CUSTOMER', 'demo'],
] as const;

/**
 * Fills an installation without customers with sample data: an ISP with its resellers, and a year of bills that the
 * product itself made. Returns the sign-ins to show, also of samples that were made before.
 */
export async function seedDemo(
  app: App,
  scope: Scope,
  options: { announce: (text: string) => void },
): Promise<string[]> {
  if (scope.kind === 'nobody' || scope.kind === 'customer') return [];
  const mark = (action: 'begin-sample' | 'end-sample') => ({
    action,
    entity: 'partner',
    entityId: scope.partnerId,
  });
  const today = app.clock.today(OPERATOR.timeZone);
  const made = await app.boundary.inSql(scope, async (sql) => {
    await sql.rows('select pg_advisory_xact_lock(4119)'); // two servers starting at once make one sample
    const marks = (
      await sql.rows<{ action: string }>(
        `select action
        from audit_entry
        where entity = 'partner' and entity_id = $1 and action in ('begin-sample', 'end-sample')`,
        [scope.partnerId],
      )
    ).map(({ action }) => action);
    // it was killed while the year went by
    if (marks.includes('begin-sample') && !marks.includes('end-sample')) return goOn(sql, scope);
    if (
      (await sql.rows('select 1 from customer limit 1')).length ||
      (await sql.rows('select 1 from app_user where email_key = $1', [ADMINISTRATOR.email])).length
    )
      return null;
    options.announce('Making the sample data: an ISP with its resellers and a year of bills ...\n');
    const { id } = await sql.row<{ id: string }>(
      `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role)
      values ($1, $2, $3, $3, $4, $5, 'SUPER_ADMINISTRATOR')
      returning id`,
      [
        scope.partnerId,
        scope.path,
        ADMINISTRATOR.email,
        ADMINISTRATOR.name,
        await hashPassword(PASSWORD),
      ],
    );
    const viewer = superAdministrator(
      { ...scope, actor: { kind: 'USER', id, name: ADMINISTRATOR.name } },
      id,
      ADMINISTRATOR.name,
      ADMINISTRATOR.email,
    );
    await audit(sql, mark('begin-sample'));
    await makePeople({ app, sql, clock: app.clock, chance: chanceFrom(2026), viewer, today });
    return viewer.scope;
  });
  if (made && made.kind !== 'customer') {
    await liveTheYear(app, made, today);
    await app.boundary.inSql(scope, (sql) => audit(sql, mark('end-sample')));
  }
  return signIns(app, scope);
}

/** The administrator in whose name the year goes on, or null when that one is gone. */
async function goOn(
  sql: ScopedSql,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
): Promise<Viewer['scope'] | null> {
  const [user] = await sql.rows<{ id: string }>('select id from app_user where email_key = $1', [
    ADMINISTRATOR.email,
  ]);
  return user
    ? superAdministrator(
        { ...scope, actor: { kind: 'USER', id: user.id, name: ADMINISTRATOR.name } },
        user.id,
        ADMINISTRATOR.name,
        ADMINISTRATOR.email,
      ).scope
    : null;
}

/** How many of the samples' sign-ins still work with the password that everybody may read. */
export async function openToEverybody(app: App, scope: Scope): Promise<number> {
  return (await working(app, scope)).length;
}

/** The samples' sign-ins, as far as they still work. */
async function signIns(app: App, scope: Scope): Promise<string[]> {
  const lines = (await working(app, scope)).map(
    ([who, kind, name]) =>
      `${who.padEnd(11)}  ${name} / ${PASSWORD}${kind === 'CUSTOMER' ? ' (portal)' : ''}`,
  );
  return lines.length ? ['', 'Sample sign-ins', ...lines] : [];
}

async function working(app: App, scope: Scope): Promise<(typeof SIGN_INS)[number][]> {
  const hashes = await app.boundary.inSql(scope, (sql) =>
    sql.rows<{ name: string; hash: string | null }>(
      `select email_key name, password_hash hash from app_user where active and email_key = any($1)
    union all select login_key, password_hash from customer where login_key = any($1)`,
      [SIGN_INS.map(([, , name]) => name)],
    ),
  );
  const known = await Promise.all(
    hashes.map(async ({ name, hash }) => ((await passwordFits(hash, PASSWORD)) ? name : null)),
  );
  return SIGN_INS.filter(([, , name]) => known.includes(name));
}
