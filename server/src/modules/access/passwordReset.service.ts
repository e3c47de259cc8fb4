import type { App } from '../../kit/app.ts';
import { hostName } from '@backhaul/domain/access/hostName';
import { networkOf } from '@backhaul/domain/access/network';
import { badInput, Refusal } from '../../platform/refusal.ts';
import { enqueue } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { placeOfHost } from '../partners/index.ts';
import { countAttempt, countsOf } from '../../kit/attempts.ts';
import { hashPassword, passwordProblem } from './password.ts';
import type { Door, Visitor } from '../../kit/visitor.ts';
import { hashToken } from './session.service.ts';

/** Requests in 15 minutes for what was typed, from one network, and all of a network's. */
const LIMIT_ACCOUNT = 5;
const LIMIT_ADDRESS = 30;
/**
 * Links that one account is sent in 15 minutes, whoever asks: no way to fill a mailbox, and those
 * that were sent work.
 */
const LINKS = 5;

/**
 * Somebody forgot the password of an account. Whether there is one is found out later, by a job: the answer and its time
 * are the same for an unknown one. Refuses with RATE_LIMITED after too many requests.
 */
export async function requestPasswordReset(
  app: App,
  visitor: Visitor,
  identifier: string,
): Promise<void> {
  const name = identifier.trim();
  if (!name || name.length > 254)
    throw badInput({ identifier: 'give the e-mail address or the login' });
  const network = networkOf(visitor.address);
  const counted = {
    key: `reset-account:${hashToken(name.toLowerCase()).toString('base64')}`,
    source: network,
    beside: `reset-address:${network}`,
  };
  const before = await countsOf(app, counted);
  if (before.here >= LIMIT_ACCOUNT || before.beside >= LIMIT_ADDRESS) throw limited();
  const counts = await countAttempt(app, counted);
  if (counts.here > LIMIT_ACCOUNT || counts.beside > LIMIT_ADDRESS) throw limited();
  await app.boundary.inSql(NOBODY, (sql) =>
    enqueue(sql, 'password-reset:request', {
      app: visitor.door,
      identifier: name,
      host: hostName(visitor.host) ?? '',
    }),
  );
}

function limited(): Refusal {
  return new Refusal(
    'RATE_LIMITED',
    'Too many requests for a new password. Wait 15 minutes, then try again.',
  );
}

/**
 * Has a mail with a link sent to everybody below the host's partner who could be meant: customers
 * may share an e-mail address.
 */
export async function requestedReset(
  app: App,
  request: { door: Door; identifier: string; host: string },
): Promise<void> {
  const found = await app.boundary.inSql(NOBODY, async (sql) => {
    const { path } = await placeOfHost(sql, request.host);
    return sql.rows<{ kind: 'USER' | 'CUSTOMER'; id: string; partner_id: string }>(
      `select kind, id, partner_id from accounts_named($1, $2, $3, '{}') where has_email`,
      [request.door, request.identifier, path],
    );
  });
  for (const candidate of found) {
    const scope = await app.boundary.jobScope(candidate.partner_id);
    if (scope) await app.boundary.inSql(scope, (sql) => askForLink(sql, candidate));
  }
}

async function askForLink(
  sql: ScopedSql,
  candidate: { kind: 'USER' | 'CUSTOMER'; id: string },
): Promise<void> {
  const column = candidate.kind === 'USER' ? 'user_id' : 'customer_id';
  const { sent } = await sql.row<{ sent: number }>(
    `select count(*)::int sent from password_reset where ${column} = $1 and created_at > now() - interval '15 minutes'`,
    [candidate.id],
  );
  if (sent < LINKS) sql.happened('passwordForgotten', candidate);
}

interface Spent {
  id: string;
  partner_id: string;
  partner_path: string;
  user_id: string | null;
  customer_id: string | null;
}

/**
 * Sets a new password with the token of a link; the link, and every other one of the account, is
 * spent, and all sessions end. Refuses by field a weak password, and a token that is wrong, spent
 * or too old, with one text for all three.
 */
export async function resetPassword(app: App, token: string, password: string): Promise<void> {
  const problem = passwordProblem(password);
  if (problem) throw badInput({ password: problem });
  const [known] = /^[\w-]{43}$/.test(token)
    ? await app.boundary.inSql(NOBODY, (sql) =>
        sql.rows<{ id: string; partner_id: string }>('select * from password_reset_of($1)', [
          hashToken(token),
        ]),
      )
    : [];
  const scope = known && (await app.boundary.jobScope(known.partner_id));
  if (!scope) throw spent();
  const hash = await hashPassword(password);
  await app.boundary.inSql(scope, async (sql) => {
    const [link] = await sql.rows<Spent>(
      `update password_reset
      set used_at = now()
      where id = $1 and used_at is null and expires_at > now()
      returning id, partner_id, partner_path, user_id, customer_id`,
      [known.id],
    );
    if (!link) throw spent(); // somebody was faster with the same link
    const [table, column, id] = link.user_id
      ? ['app_user', 'user_id', link.user_id]
      : ['customer', 'customer_id', link.customer_id!];
    const changed = await sql.rows(
      `update ${table} set password_hash = $2 where id = $1${link.user_id ? ' and active' : ''} returning 1`,
      [id, hash],
    );
    if (!changed.length) throw spent();
    await sql.rows(
      `update password_reset set used_at = now() where ${column} = $1 and used_at is null`,
      [id],
    );
    const ended = await sql.rows<{ id: string }>(
      `update session set revoked_at = now() where ${column} = $1 and revoked_at is null returning id`,
      [id],
    );
    for (const session of ended)
      await announce(sql, { topic: 'access', path: link.partner_path, id: session.id });
    await audit(sql, {
      action: 'reset-password',
      entity: link.user_id ? 'user' : 'customer',
      entityId: id,
      partner: { id: link.partner_id, path: link.partner_path },
    });
  });
}

function spent(): Refusal {
  return badInput({ token: 'this link was used already or is too old; ask for a new one' });
}
