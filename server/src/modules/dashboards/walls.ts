import { createHash, randomBytes } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import { textInput } from '../../kit/input.ts';
import type { Permission } from '../../kit/permission.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { areaOf } from './area.ts';
import { DashboardKind } from './dashboard.types.ts';
import { deleteWall, insertWall, wallOfToken, type Wall } from './walls.store.ts';

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
const NAME_MAX = 100;
const [SECONDS_MIN, SECONDS_MAX] = [10, 600];
/** A year and a day, so that a date a year ahead fits in every zone. */
const LIVES_MS = 367 * 86_400_000;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What is asked for. */
export type WallAsked = Omit<Wall, 'id' | 'partnerId' | 'partnerPath' | 'permissions'> & {
  partnerId: string;
};

function checked(asked: WallAsked, partnerPath: string, now: Date): WallAsked {
  const name = textInput(asked.name, 'name', { max: NAME_MAX });
  const { dashboards, seconds, expiresAt } = asked;
  if (!dashboards.length || new Set(dashboards).size !== dashboards.length)
    throw badInput({ dashboards: 'must be at least one, each once' });
  if (dashboards.includes(DashboardKind.RESELLER) && lineOf(partnerPath).length === 1)
    throw badInput({ dashboards: 'RESELLER is of partners below the operator' });
  if (seconds < SECONDS_MIN || seconds > SECONDS_MAX)
    throw badInput({ seconds: `must be between ${SECONDS_MIN} and ${SECONDS_MAX}` });
  if (expiresAt <= now || expiresAt.getTime() > now.getTime() + LIVES_MS)
    throw badInput({ expiresAt: 'must be to come, and within a year' });
  return { ...asked, name };
}

/**
 * Makes a link that shows dashboards of a partner to whoever has it; what its maker may not read, it
 * does not show. Returns its id and the token, which is kept nowhere. Refuses a partner outside the
 * scope with NOT_FOUND, and by field what cannot be shown.
 */
export async function createWall(
  app: App,
  sql: ScopedSql,
  permissions: ReadonlySet<Permission>,
  asked: WallAsked,
): Promise<{ id: string; token: string }> {
  const { path: partnerPath } = await areaOf(app, sql, asked.partnerId, null);
  const wall = checked(asked, partnerPath, new Date());
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const id = await insertWall(
    sql,
    {
      ...wall,
      partnerPath,
      permissions: [...permissions].filter((each) => each.endsWith(':read')).sort(),
    },
    hashOf(token),
  );
  const { name, dashboards, seconds, showMoney, showNames, expiresAt } = wall;
  await audit(sql, {
    action: 'create',
    entity: 'wall-display',
    entityId: id,
    after: { name, dashboards, seconds, showMoney, showNames, expiresAt },
    partner: { id: wall.partnerId, path: partnerPath },
  });
  return { id, token };
}

/** Takes a display away, and ends it wherever it runs. Refuses with NOT_FOUND. */
export async function revokeWall(sql: ScopedSql, id: string): Promise<void> {
  const wall = await deleteWall(sql, id);
  if (!wall) throw notFound();
  await audit(sql, {
    action: 'remove',
    entity: 'wall-display',
    entityId: id,
    before: { name: wall.name },
    partner: { id: wall.partnerId, path: wall.partnerPath },
  });
  // its sockets live by it as others do by their session
  await announce(sql, { topic: 'access', path: wall.partnerPath, id });
}

/** Who a display's token stands for: somebody who sees dashboards of its partner, and can do nothing. */
export async function wallViewer(app: App, token: string): Promise<Viewer | null> {
  if (!TOKEN.test(token)) return null;
  const wall = await wallOfToken(app.boundary.alone, hashOf(token));
  if (!wall) return null;
  const { id, name, expiresAt, partnerId, partnerPath: path } = wall;
  return {
    kind: 'WALL',
    id,
    sessionId: id,
    expiresAt,
    name,
    email: null,
    role: null,
    permissions: new Set<Permission>(['dashboards:read']),
    partnerId,
    path,
    scope: { kind: 'partner', partnerId, path, actor: { kind: 'API', id, name } },
    wall: {
      dashboards: wall.dashboards,
      seconds: wall.seconds,
      showMoney: wall.showMoney,
      showNames: wall.showNames,
      permissions: wall.permissions,
    },
  };
}
