import { createHmac } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import { HOSTS_MAX, hostName, isOwnableHost } from '@backhaul/domain/access/hostName';
import { DnsSilent } from '../../platform/dnsRecords.ts';
import {
  badInput,
  conflict,
  forbidden,
  notFound,
  type Refusal,
  violatedConstraint,
} from '../../platform/refusal.ts';
import { derive } from '../../platform/secret.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { countedUse } from '../../kit/attempts.ts';
import type { Viewer } from '../../kit/viewer.ts';
import {
  countOtherHosts,
  deleteHosts,
  insertHost,
  isVerified,
  lockHostOwner,
  markVerified,
  otherHolderOfHost,
  publicHost,
  type HostOwner,
} from './hosts.store.ts';

/** The DNS record that proves a host. */
export interface HostRecord {
  name: string;
  value: string;
}

/** Looks at the DNS by one viewer in 15 minutes: other people's name servers are asked. */
const LOOKS = 20;

/** The record of one partner and host: nobody else's proves it, and it proves nothing else. */
export function hostRecord(secret: string, partnerId: string, host: string): HostRecord {
  const proof = createHmac('sha256', derive(secret, 'partner-host'))
    .update(`${partnerId} ${host}`)
    .digest('base64url');
  return { name: `_backhaul.${host}`, value: `backhaul-host=${proof}` };
}

/** The partner, held against changes of its hosts. Refuses one outside the scope with NOT_FOUND. */
async function locked(sql: ScopedSql, partnerId: string): Promise<HostOwner> {
  const partner = await lockHostOwner(sql, partnerId);
  if (!partner) throw notFound();
  return partner;
}

async function record(
  sql: ScopedSql,
  partner: HostOwner,
  action: string,
  hosts: readonly string[],
): Promise<void> {
  await audit(sql, {
    action,
    entity: 'partner',
    entityId: partner.id,
    after: { hosts },
    partner: { id: partner.id, path: partner.path },
  });
  await announce(sql, { topic: 'finance', path: partner.path });
}

/** A host as it was typed, refused by field where it is none. */
function hostInput(text: string, field: string): string {
  const host = hostName(text);
  if (!host) throw badInput({ [field]: 'must be a host name like billing.example.com' });
  return host;
}

/** Refuses by field what cannot be this partner's. The operator may have any host, and PUBLIC_URL's. */
function ownable(sql: ScopedSql, partner: HostOwner, host: string, field: string): string {
  if (partner.number !== 1 && !isOwnableHost(host))
    throw badInput({ [field]: 'must be a host name like billing.example.com' });
  if (partner.number !== 1 && host === publicHost(sql.publicUrl))
    throw badInput({ [field]: "is the operator's own address" });
  return host;
}

/**
 * Says that a host is a partner's; it has no effect until it is proved or approved. Whether another
 * partner says so too is not told. Refuses a partner outside the scope (NOT_FOUND), by field what
 * cannot be a partner's host, and CONFLICT TOO_MANY_HOSTS. Returns the host as it is compared.
 */
export async function addHost(
  sql: ScopedSql,
  partnerId: string,
  text: string,
  field = 'host',
): Promise<string> {
  const given = hostInput(text, field);
  const partner = await locked(sql, partnerId);
  const host = ownable(sql, partner, given, field);
  if ((await countOtherHosts(sql, partner.id, host)) >= HOSTS_MAX)
    throw conflict(
      'TOO_MANY_HOSTS',
      `A partner has ${HOSTS_MAX} addresses at most. Remove one first.`,
    );
  if (await insertHost(sql, partner, host)) await record(sql, partner, 'add-host', [host]);
  return host;
}

/**
 * Takes a host, or all of them, from a partner; they are the operator's again. Refuses what is not
 * there with NOT_FOUND.
 */
export async function removeHosts(sql: ScopedSql, partnerId: string, text?: string): Promise<void> {
  const host = text === undefined ? null : hostInput(text, 'host');
  const partner = await locked(sql, partnerId);
  const removed = await deleteHosts(sql, partner.id, host);
  if (host !== null && !removed.length) throw notFound();
  if (removed.length) await record(sql, partner, 'remove-host', removed);
}

/**
 * One text for a record that is not there, one that is another's, and a host that another partner
 * has: only who sees that partner is told.
 */
function notProved(wanted: HostRecord, { kind }: Viewer): Refusal {
  const otherwise = kind === 'OPERATOR' ? 'approve it without the record' : 'ask the operator';
  return conflict(
    'HOST_NOT_PROVED',
    `This address could not be verified. Its DNS needs a TXT record ${wanted.name} with the value ${wanted.value}; a new record may take a day until it is seen everywhere. If it stands there, ${otherwise}.`,
  );
}

/**
 * Makes a host of a partner work: when its DNS holds the partner's record, or when the operator
 * approves it. No transaction is open while the DNS is asked. Refuses what is outside the scope or
 * was not added (NOT_FOUND), an approval by anybody but the operator (FORBIDDEN), PUBLIC_URL's host
 * by field, RATE_LIMITED, CONFLICT DNS_SILENT, HOST_NOT_PROVED and, where the viewer sees who has
 * the host, HOST_TAKEN.
 */
export async function verifyHost(
  app: App,
  viewer: Viewer,
  partnerId: string,
  text: string,
  approve: boolean,
): Promise<string> {
  if (approve && viewer.kind !== 'OPERATOR') throw forbidden();
  const host = hostInput(text, 'host');
  const wanted = hostRecord(app.secret, partnerId, host);
  const verified = await app.boundary.inSql(viewer.scope, async (sql) => {
    const partner = await locked(sql, partnerId);
    const known = await isVerified(sql, partnerId, host);
    if (known === undefined) throw notFound();
    ownable(sql, partner, host, 'host');
    return known;
  });
  if (verified) return host;
  if (!approve) {
    await countedUse(
      app,
      `host-proof:${viewer.id}`,
      LOOKS,
      'The DNS was asked too often. Wait 15 minutes, then try again.',
    );
    if (!(await proved(app, wanted))) throw notProved(wanted, viewer);
  }
  try {
    await app.boundary.inSql(viewer.scope, async (sql) => {
      const partner = await locked(sql, partnerId);
      const holder = await otherHolderOfHost(sql, partnerId, host);
      if (holder)
        throw conflict('HOST_TAKEN', `${host} is an address of ${holder}. Remove it there first.`);
      if (await markVerified(sql, partnerId, host))
        await record(sql, partner, approve ? 'approve-host' : 'verify-host', [host]);
    });
  } catch (error) {
    if (violatedConstraint(error) === 'partner_host_verified_key') throw notProved(wanted, viewer);
    throw error;
  }
  return host;
}

async function proved(app: App, wanted: HostRecord): Promise<boolean> {
  try {
    return (await app.dns.txt(wanted.name)).some((text) => text.trim() === wanted.value);
  } catch (error) {
    if (!(error instanceof DnsSilent)) throw error;
    app.log.info({ err: error }, 'a host could not be looked up');
    throw conflict(
      'DNS_SILENT',
      'The name servers of this address do not answer. Nothing was changed; try again in a few minutes.',
    );
  }
}
