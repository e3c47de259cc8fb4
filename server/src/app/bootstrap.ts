import type { App } from '../kit/app.ts';
import type { Scope } from '../tenancy/scope.ts';
import { SYSTEM } from '../tenancy/scope.ts';
import { hashPassword } from '../modules/access/index.ts';
import { openToEverybody, seedDemo } from '../modules/demo/index.ts';

const OPERATOR_PATH = '1.';

/** The root of the tree exists from the first start on; its id never changes. */
export async function ensureOperator(app: App): Promise<{ scope: Scope }> {
  const scope = (partnerId: string): Scope => ({
    kind: 'operator',
    partnerId,
    path: OPERATOR_PATH,
    actor: SYSTEM,
  });
  const [row] = await app.boundary.inSql(scope(''), (sql) =>
    sql.rows<{ id: string }>('select id from partner where number = 1'),
  );
  if (row) return { scope: scope(row.id) };
  const [made] = await app.boundary.inSql(scope(''), (sql) =>
    sql.rows<{ id: string }>(
      `insert into partner (number, path, name, currency, time_zone, place_settled)
      values (1, $1, 'My ISP', 'EUR', 'UTC', false)
      on conflict (number) do nothing
      returning id`,
      [OPERATOR_PATH],
    ),
  );
  return made ? { scope: scope(made.id) } : ensureOperator(app);
}

/**
 * Makes the operator, its first user (OPERATOR_EMAIL, when there is no user at all) and, where the
 * configuration says so, the demo data. Returns the sign-ins worth showing at the terminal.
 */
export async function bootstrapOperator(
  app: App,
  options: { announce: (text: string) => void },
): Promise<string[]> {
  const { scope } = await ensureOperator(app);
  if (scope.kind === 'nobody') throw new Error('the operator has a scope');
  const { operatorEmail: email, operatorPassword: password, seed, production } = app.config;
  const shown: string[] = [];
  if (email && password) {
    await app.boundary.inSql(scope, async (sql) => {
      await sql.rows('select pg_advisory_xact_lock(4118)'); // two servers starting at once make one user
      if ((await sql.rows('select 1 from app_user limit 1')).length) return;
      await sql.rows(
        `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role)
        values ($1, $2, $3, lower($3), $4, $5, 'SUPER_ADMINISTRATOR')`,
        [scope.partnerId, OPERATOR_PATH, email, email.split('@')[0], await hashPassword(password)],
      );
    });
  }
  if (seed === 'demo') shown.push(...(await seedDemo(app, scope, { announce: options.announce })));
  if (production) {
    const open = await openToEverybody(app, scope);
    if (open)
      app.log.warn(
        { open },
        'this database holds sample accounts whose password is published; switch them off, or give them other passwords',
      );
  }
  return shown;
}
