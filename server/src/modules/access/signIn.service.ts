import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../../kit/app.ts';
import { networkOf } from '@backhaul/domain/access/network';
import { slowDownMs } from '@backhaul/domain/access/slowDown';
import { Refusal } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import { NOBODY, type Actor, type Scope } from '../../tenancy/scope.ts';
import { hostName } from '@backhaul/domain/access/hostName';
import { placeOfHost } from '../partners/index.ts';
import {
  countAttempt,
  countsOf,
  LIMIT_ADDRESS,
  LIMIT_HERE,
  type Counted,
  type Counts,
} from '../../kit/attempts.ts';
import { accountOf, accountsNamed, noteSignIn, type Candidate } from './accounts.store.ts';
import { attemptsOf, forgetAttemptsOf } from './attempts.store.ts';
import { passwordFits } from './password.ts';
import type { Visitor } from '../../kit/visitor.ts';
import { endSession, hashToken, viewerOf } from './session.service.ts';
import { insertSession, signedInFrom } from './sessions.store.ts';
import type { Viewer } from '../../kit/viewer.ts';

/** Candidates in the order in which they are checked, after a wait; and what a failure of all of them counts by. */
interface Group {
  stages: { candidates: Candidate[]; waitMs: number }[];
  counted: Counted;
  counts: Counts;
}

const HOURS = { USER: 12, CUSTOMER: 24 * 30 };
/** Checks side by side: as many as the process has threads for. */
const ABREAST = 4;
/** No failure is told sooner after its checks began: so long take those of as many candidates as there can be. */
const TOLD_AFTER_MS = 250;

/**
 * Opens a session for whoever the identifier and password fit, below the partner whose host was
 * used; `replaces` is the session that a browser gives up for it. Failures count by name and
 * network, 10 in 15 minutes, and by network, 100; a name that fails from everywhere is slowed
 * down, but not where it signed in before. In a browser in which the account is known only that
 * browser's failures count. Refusals: UNAUTHENTICATED with one text and time for whatever does not
 * fit; RATE_LIMITED.
 */
export async function signIn(
  app: App,
  visitor: Visitor,
  identifier: string,
  password: string,
  replaces?: Viewer,
): Promise<{ token: string; viewer: Viewer }> {
  const name = identifier.trim();
  if (name.length > 254 || password.length > 200) throw wrong();
  const groups = await groupsOf(app, visitor, name);
  for (const [i, group] of groups.entries()) {
    // where the first group was judged, the second's limits must not speak for it
    if (tooMany(group.counts, group.counted)) throw i === 0 ? limited() : wrong();
    const told = pause(TOLD_AFTER_MS);
    const found = await whoseItIs(group, password);
    if (!found) {
      const counts = await countAttempt(app, group.counted);
      await told;
      if (i < groups.length - 1) continue;
      auditFailure(
        app,
        visitor,
        groups.flatMap(({ stages }) => stages.flatMap(({ candidates }) => candidates)),
        name,
      );
      throw counts.here > LIMIT_HERE || counts.beside > LIMIT_ADDRESS ? limited() : wrong();
    }
    // of many attempts made at once, those that come after the last allowed failure are refused too
    if (tooMany(await countsOf(app, group.counted), group.counted)) throw limited();
    return open(app, visitor, name, found, group.counted, replaces);
  }
  throw wrong();
}

async function groupsOf(app: App, visitor: Visitor, name: string): Promise<Group[]> {
  const network = networkOf(visitor.address);
  return app.boundary.inSql(NOBODY, async (sql) => {
    const { path } = await placeOfHost(sql, hostName(visitor.host) ?? '');
    const inDevice = visitor.device?.accounts.map(({ id }) => id) ?? [];
    const candidates = await accountsNamed(sql, visitor.door, name, path, inDevice);
    const here = candidates.filter(({ id }) => inDevice.includes(id));
    const rest = candidates.filter(({ id }) => !inDevice.includes(id));
    const groups: Group[] = [];
    if (here.length) {
      const counted = {
        key: `device:${visitor.device!.id}:${here[0].id}`,
        source: '',
        beside: null,
      };
      groups.push({
        stages: [{ candidates: here, waitMs: 0 }],
        counted,
        counts: await attemptsOf(sql, counted),
      });
    }
    if (rest.length || !here.length) {
      const counted = {
        key: nameKey(name),
        source: network,
        beside: `address:${network}`,
      };
      const counts = await attemptsOf(sql, counted);
      const known = await signedInFrom(
        sql,
        rest.map(({ id }) => id),
        network,
      );
      const strange = rest.filter(({ id }) => !known.has(id));
      const stages = [
        { candidates: rest.filter(({ id }) => known.has(id)), waitMs: 0 },
        { candidates: strange, waitMs: slowDownMs(counts.anywhere) },
      ];
      // nobody at all is checked as somebody strange is
      groups.push({
        stages: stages.filter(
          ({ candidates: some }, i) => some.length || (i === 1 && !rest.length),
        ),
        counted,
        counts,
      });
    }
    return groups;
  });
}

/**
 * By what was typed, at whatever door and host, and not by whom it finds: nobody can tell from the
 * limit whether there is such an account.
 */
function nameKey(name: string): string {
  return `account:${hashToken(name.toLowerCase()).toString('base64')}`;
}

function tooMany(counts: Counts, counted: Counted): boolean {
  return counts.here >= LIMIT_HERE || (counted.beside !== null && counts.beside >= LIMIT_ADDRESS);
}
function wrong(): Refusal {
  return new Refusal(
    'UNAUTHENTICATED',
    'The e-mail address or login and the password do not fit together.',
  );
}
function limited(): Refusal {
  return new Refusal(
    'RATE_LIMITED',
    'Too many failed attempts to sign in. Wait 15 minutes, then try again.',
  );
}

/**
 * Customers may share an e-mail address: the password says who it is. Checks at least one hash, and
 * holds nothing while it waits.
 */
async function whoseItIs({ stages }: Group, password: string): Promise<Candidate | null> {
  for (const { candidates, waitMs } of stages) {
    if (waitMs) await pause(waitMs);
    if (!candidates.length) await passwordFits(null, password);
    for (let at = 0; at < candidates.length; at += ABREAST) {
      const some = candidates.slice(at, at + ABREAST);
      const fits = await Promise.all(
        some.map((candidate) => passwordFits(candidate.passwordHash, password)),
      );
      const found = some.find((_, i) => fits[i]);
      if (found) return found;
    }
  }
  return null;
}

async function open(
  app: App,
  visitor: Visitor,
  name: string,
  found: Candidate,
  counted: Counted,
  replaces?: Viewer,
): Promise<{ token: string; viewer: Viewer }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + HOURS[found.kind] * 3_600_000);
  await app.boundary.inSql(scopeOf(found, name), async (sql) => {
    await forgetAttemptsOf(sql, counted);
    await insertSession(sql, {
      of: accountOf(found),
      partnerId: found.partnerId,
      partnerPath: found.partnerPath,
      tokenHash: hashToken(token),
      userAgent: visitor.userAgent?.slice(0, 300) ?? null,
      address: visitor.address,
      network: networkOf(visitor.address),
      expiresAt,
    });
    if (found.kind === 'USER') await noteSignIn(sql, found.id);
    await audit(sql, {
      action: 'sign-in',
      entity: found.kind.toLowerCase(),
      entityId: found.id,
      address: visitor.address,
    });
  });
  if (replaces)
    await app.boundary
      .inSql(replaces.scope, (sql) => endSession(sql, replaces, replaces.sessionId))
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
  const viewer = await viewerOf(app, token);
  if (!viewer) throw new Error('a session that was just opened cannot be found');
  return { token, viewer };
}

function scopeOf(candidate: Candidate, name: string): Scope {
  const { kind, id, partnerId, partnerPath: path } = candidate;
  const actor: Actor = { kind, id, name };
  return kind === 'CUSTOMER'
    ? { kind: 'customer', customerId: id, partnerId, path, actor }
    : { kind: candidate.partnerNumber === 1 ? 'operator' : 'partner', partnerId, path, actor };
}

/**
 * In the audit of each account that was meant. Nobody waits for it: an unknown account must not be
 * told by the time it takes.
 */
function auditFailure(
  app: App,
  visitor: Visitor,
  candidates: readonly Candidate[],
  name: string,
): void {
  const record = async () => {
    for (const candidate of candidates) {
      await app.boundary.inSql(scopeOf(candidate, name), (sql) =>
        audit(sql, {
          action: 'sign-in-failed',
          entity: candidate.kind.toLowerCase(),
          entityId: candidate.id,
          address: visitor.address,
        }),
      );
    }
  };
  record().catch((error: unknown) => {
    app.log.warn({ err: error }, 'a failed sign-in could not be recorded');
  });
}
