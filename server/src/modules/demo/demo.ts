import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { hashPassword, passwordFits } from '../access/index.ts';
import type { Viewer } from '../../kit/viewer.ts';
import {
  findUser,
  hasCustomers,
  holdSample,
  insertAdministrator,
  marksOf,
  passwordHashes,
  type SampleMark,
} from './demo.store.ts';
import { makePeople, superAdministrator } from './people.ts';
import { chanceFrom } from './random.ts';
import { OPERATOR, PASSWORD } from './sample.ts';
import { openShop } from './till.ts';
import { liveTheYear } from './year.ts';

const ADMINISTRATOR = { email: 'admin@demo.example', name: 'Ada Administrator' };
const CASHIER = 'cashier@demo.example';
const SIGN_INS = [
  ['Operator', 'USER', ADMINISTRATOR.email],
  ['Finance', 'USER', 'finance@demo.example'],
  ['Reseller', 'USER', 'reseller@demo.example'],
  ['Cashier', 'USER', CASHIER],
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
  const mark = (action: SampleMark) => ({
    action,
    entity: 'partner',
    entityId: scope.partnerId,
  });
  const today = app.clock.today(OPERATOR.timeZone as PartnerClock);
  const made = await app.boundary.inSql(scope, async (sql) => {
    await holdSample(sql); // two servers starting at once make one sample
    const marks = await marksOf(sql, scope.partnerId);
    // it was killed while the year went by
    if (marks.includes('begin-sample') && !marks.includes('end-sample')) return goOn(sql, scope);
    if ((await hasCustomers(sql)) || (await findUser(sql, ADMINISTRATOR.email))) return null;
    options.announce('Making the sample data: an ISP with its resellers and a year of bills ...\n');
    const id = await insertAdministrator(sql, scope, {
      ...ADMINISTRATOR,
      passwordHash: await hashPassword(PASSWORD),
    });
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
    await openShop(app, made, CASHIER);
    await app.boundary.inSql(scope, (sql) => audit(sql, mark('end-sample')));
  }
  return signIns(app, scope);
}

/** The administrator in whose name the year goes on, or null when that one is gone. */
async function goOn(
  sql: ScopedSql,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
): Promise<Viewer['scope'] | null> {
  const id = await findUser(sql, ADMINISTRATOR.email);
  return id === null
    ? null
    : superAdministrator(
        { ...scope, actor: { kind: 'USER', id, name: ADMINISTRATOR.name } },
        id,
        ADMINISTRATOR.name,
        ADMINISTRATOR.email,
      ).scope;
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
    passwordHashes(
      sql,
      SIGN_INS.map(([, , name]) => name),
    ),
  );
  const known = await Promise.all(
    hashes.map(async ({ name, hash }) => ((await passwordFits(hash, PASSWORD)) ? name : null)),
  );
  return SIGN_INS.filter(([, , name]) => known.includes(name));
}
