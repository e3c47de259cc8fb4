import type { App } from '../../app.ts';
import { badInput, Refusal } from '../../platform/refusal.ts';
import { enqueue } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { queueResetMail } from '../messages/resetMail.ts';
import { hashPassword, passwordProblem } from './password.ts';
import { hashToken, type Door, type Visitor } from './session.service.ts';

const WINDOW_MS = 15 * 60_000;
const LIMIT_ACCOUNT = 5;
const LIMIT_ADDRESS = 30;

/**
 * Somebody forgot the password of an account. Whether there is one is found out later, by a job: the answer and its time
 * are the same for an unknown one. Refuses with RATE_LIMITED after too many requests.
 */
export async function requestPasswordReset(app: App, visitor: Visitor, identifier: string): Promise<void> {
  const name = identifier.trim();
  if (!name || name.length > 254) throw badInput({ identifier: 'give the e-mail address or the login' });
  const keys = [`reset-account:${hashToken(name.toLowerCase()).toString('base64')}`, `reset-address:${visitor.address}`];
  await app.boundary.inSql(NOBODY, async (sql) => {
    const { account, address } = await sql.row<{ account: number; address: number }>('select sign_in_failures($1, $3) account, sign_in_failures($2, $3) address', [...keys, new Date(Date.now() - WINDOW_MS)]);
    if (account >= LIMIT_ACCOUNT || address >= LIMIT_ADDRESS) throw new Refusal('RATE_LIMITED', 'Too many requests for a new password. Wait 15 minutes, then try again.');
    for (const key of keys) await sql.rows('select record_sign_in_failure($1)', [key]);
    await enqueue(sql, 'password-reset:request', { app: visitor.door, identifier: name });
  });
}

/** Queues a mail with a link to everybody who could be meant: customers may share an e-mail address. */
export async function requestedReset(app: App, door: Door, identifier: string): Promise<void> {
  const found = await app.boundary.inSql(NOBODY, (sql) => sql.rows<{ kind: 'USER' | 'CUSTOMER'; id: string; partner_id: string }>('select * from reset_candidates($1, $2)', [door, identifier]));
  for (const candidate of found) {
    const scope = await app.boundary.jobScope(candidate.partner_id);
    if (scope) await app.boundary.inSql(scope, (sql) => queueResetMail(sql, candidate, 'RESET_MAIL'));
  }
}

interface Spent { id: string; partner_id: string; partner_path: string; user_id: string | null; customer_id: string | null }

/**
 * Sets a new password with the token of a link; the link, and every other one of the account, is spent, and all sessions end.
 * Refuses by field a weak password, and a token that is wrong, spent or too old, with one text for all three.
 */
export async function resetPassword(app: App, token: string, password: string): Promise<void> {
  const problem = passwordProblem(password);
  if (problem) throw badInput({ password: problem });
  const [known] = /^[\w-]{43}$/.test(token) ? await app.boundary.inSql(NOBODY, (sql) => sql.rows<{ id: string; partner_id: string }>('select * from password_reset_of($1)', [hashToken(token)])) : [];
  const scope = known && await app.boundary.jobScope(known.partner_id);
  if (!scope) throw spent();
  const hash = await hashPassword(password);
  await app.boundary.inSql(scope, async (sql) => {
    const [link] = await sql.rows<Spent>('update password_reset set used_at = now() where id = $1 and used_at is null and expires_at > now() returning id, partner_id, partner_path, user_id, customer_id', [known.id]);
    if (!link) throw spent(); // somebody was faster with the same link
    const [table, column, id] = link.user_id ? ['app_user', 'user_id', link.user_id] : ['customer', 'customer_id', link.customer_id!];
    const changed = await sql.rows(`update ${table} set password_hash = $2 where id = $1${link.user_id ? ' and active' : ''} returning 1`, [id, hash]);
    if (!changed.length) throw spent();
    await sql.rows(`update password_reset set used_at = now() where ${column} = $1 and used_at is null`, [id]);
    const ended = await sql.rows<{ id: string }>(`update session set revoked_at = now() where ${column} = $1 and revoked_at is null returning id`, [id]);
    for (const session of ended) await announce(sql, { topic: 'access', path: link.partner_path, id: session.id });
    await audit(sql, { action: 'reset-password', entity: link.user_id ? 'user' : 'customer', entityId: id, partner: { id: link.partner_id, path: link.partner_path } });
  });
}

function spent(): Refusal { return badInput({ token: 'this link was used already or is too old; ask for a new one' }); }
