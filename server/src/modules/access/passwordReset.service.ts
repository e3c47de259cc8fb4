import type { App } from '../../kit/app.ts';
import { hostName } from '@backhaul/domain/access/hostName';
import { networkOf } from '@backhaul/domain/access/network';
import { must } from '../../platform/must.ts';
import { badInput, Refusal } from '../../platform/refusal.ts';
import { enqueue } from '../../platform/queue.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { placeOfHost } from '../partners/index.ts';
import { countAttempt, countsOf } from '../../kit/attempts.ts';
import {
  accountsWithEmail,
  accountOf,
  setPasswordHashOfActive,
  type NamedAccount,
} from './accounts.store.ts';
import { endSessions } from './endSessions.ts';
import { hashPassword, passwordProblem } from './password.ts';
import { linkOfToken, linksSentLately, spendLink, spendLinksOf } from './passwordReset.store.ts';
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
    return accountsWithEmail(sql, request.door, request.identifier, path);
  });
  for (const candidate of found) {
    const scope = await app.boundary.jobScope(candidate.partnerId);
    if (scope) await app.boundary.inSql(scope, (sql) => askForLink(sql, candidate));
  }
}

async function askForLink(sql: ScopedSql, { kind, id }: NamedAccount): Promise<void> {
  const sent = await linksSentLately(sql, accountOf({ kind, id }));
  if (sent < LINKS) sql.happened('passwordForgotten', { kind, id });
}

/**
 * Sets a new password with the token of a link; the link, and every other one of the account, is
 * spent, and all sessions end. Refuses by field a weak password, and a token that is wrong, spent
 * or too old, with one text for all three.
 */
export async function resetPassword(app: App, token: string, password: string): Promise<void> {
  const problem = passwordProblem(password);
  if (problem) throw badInput({ password: problem });
  const known = /^[\w-]{43}$/.test(token)
    ? await app.boundary.inSql(NOBODY, (sql) => linkOfToken(sql, hashToken(token)))
    : undefined;
  const scope = known && (await app.boundary.jobScope(known.partnerId));
  if (!scope) throw spent();
  const hash = await hashPassword(password);
  await app.boundary.inSql(scope, async (sql) => {
    const link = await spendLink(sql, known.id);
    if (!link) throw spent(); // somebody was faster with the same link
    const of = link.userId ? { userId: link.userId } : { customerId: must(link.customerId) };
    if (!(await setPasswordHashOfActive(sql, of, hash))) throw spent();
    await spendLinksOf(sql, of);
    await endSessions(sql, of);
    await audit(sql, {
      action: 'reset-password',
      entity: link.userId ? 'user' : 'customer',
      entityId: link.userId ?? must(link.customerId),
      partner: { id: link.partnerId, path: link.partnerPath },
    });
  });
}

function spent(): Refusal {
  return badInput({ token: 'this link was used already or is too old; ask for a new one' });
}
