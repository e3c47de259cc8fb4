import { v7 as uuid } from 'uuid';
import { accountHolds } from '@backhaul/domain/money/limits';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import type { FinanceValues } from '@backhaul/domain/settings/finance';
import type { App } from '../../kit/app.ts';
import { customersBilled } from '../../platform/metrics.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { numbersOfMany, sayCollision, type NumberRequest } from '../numbers/index.ts';
import { loadFinance } from '../settings/index.ts';
import type { ChargeToWrite } from './charges.store.ts';
import {
  issuingPlaces,
  leaveForNext,
  linkCharges,
  lockVersions,
  markProcessed,
  nextEntries,
  type EntryToCharge,
  type IssuingPlace,
  type LeftForNext,
} from './confirm.store.ts';
import { billableCustomers } from './facts.store.ts';
import { planOne } from './planning.ts';
import { advanceRun, changeRun, lockRun, summarise, type LockedRun } from './runs.store.ts';
import { writeCharges } from './write.ts';
import { got, last } from '../../platform/must.ts';

const CHUNK = 1000;

interface Partners {
  finance: Map<string, FinanceValues>;
  places: Map<string, IssuingPlace>;
}

/**
 * Confirms a run chunk by chunk. A chunk is one transaction: it locks the run and its customers, checks that their facts
 * are still those of the preview, and writes numbers, invoices, ledger, progress and the run's position together. Killed
 * at any moment it goes on after the last finished chunk; two workers on one run take turns; nobody is charged twice.
 */
export async function confirmRun(
  app: App,
  scope: Scope,
  runId: string,
  stop: AbortSignal,
): Promise<void> {
  const partners = await app.boundary.inSql(scope, async (sql): Promise<Partners | null> => {
    const run = await lockRun(sql, runId);
    if (run.status !== 'CONFIRMING') return null;
    const places = await issuingPlaces(sql, run.partnerIds);
    return {
      finance: await loadFinance(sql, run.partnerIds),
      places: new Map(places.map((place) => [place.id, place])),
    };
  });
  if (!partners) return;
  while (
    !stop.aborted &&
    (await app.boundary.inSql(scope, (sql) => confirmChunk(app, sql, runId, partners)))
  );
}

/** Charges the next customers; true while there are more. */
async function confirmChunk(
  app: App,
  sql: ScopedSql,
  runId: string,
  partners: Partners,
): Promise<boolean> {
  const run = await lockRun(sql, runId);
  if (run.status !== 'CONFIRMING') return false;
  const entries = await nextEntries(sql, run, CHUNK);
  if (!entries.length) {
    await finish(sql, run);
    return false;
  }

  const unchanged = await withoutChanged(app, sql, run, entries);
  const { charges, left } = await numbered(app, sql, partners, unchanged);
  await leaveForNext(sql, run.id, left);
  await writeCharges(sql, run.id, run.date, charges);
  await linkCharges(sql, run.id, charges);
  for (const { customerId, invoiceId } of charges)
    if (invoiceId) sql.happened('invoiceIssued', { customerId, invoiceId, on: run.date });
  customersBilled.inc({ phase: 'confirm' }, charges.length);
  await advanceRun(sql, run, {
    processed: run.processed + entries.length,
    position: last(entries).number,
  });
  await announce(sql, { topic: 'finance', path: run.partnerPath });
  await announce(sql, { topic: 'account', path: run.partnerPath });
  return true;
}

/**
 * Locks the customers, in one order everywhere; those for whom something else would be issued now, and whose accounts
 * cannot hold it by now, are left out, with words.
 */
async function withoutChanged(
  app: App,
  sql: ScopedSql,
  run: LockedRun,
  entries: readonly EntryToCharge[],
): Promise<EntryToCharge[]> {
  const versions = await lockVersions(
    sql,
    entries.map((entry) => entry.customerId),
  );
  const suspects = new Map(
    entries
      .filter((entry) => versions.get(entry.customerId)?.version !== entry.factsVersion)
      .map((entry) => [entry.customerId, entry]),
  );
  const replanned = suspects.size ? await billableCustomers(sql, [...suspects.keys()]) : [];
  for (const customer of replanned)
    if (planOne(customer, run.date, app.clock.today).hash === got(suspects, customer.facts.id).hash)
      suspects.delete(customer.facts.id);
  const left = new Map(
    [...suspects.keys()].map((customerId) => [
      customerId,
      'What would be charged changed while the run was being confirmed.',
    ]),
  );
  for (const { customerId, total } of entries) {
    const balance = versions.get(customerId)?.balance ?? 0n;
    if (!left.has(customerId) && !accountHolds(balance, balance - total))
      left.set(customerId, 'With this charge the account would owe more than it can hold.');
  }
  await leaveForNext(
    sql,
    run.id,
    [...left].map(([customerId, reason]) => ({ customerId, reason })),
  );
  return entries.filter((entry) => !left.has(entry.customerId));
}

/**
 * Gives each invoice its dates and its number, in the order of the customers' numbers. The customers of a partner whose
 * number format gives a number that exists already are left, so that they hold nobody else up.
 */
async function numbered(
  app: App,
  sql: ScopedSql,
  partners: Partners,
  entries: readonly EntryToCharge[],
): Promise<{ charges: ChargeToWrite[]; left: LeftForNext[] }> {
  const charges = entries.map((entry): ChargeToWrite & { entry: EntryToCharge } => {
    const documentDate = entry.datedAtIssue
      ? app.clock.today(got(partners.places, entry.partnerId).clock)
      : entry.documentDate;
    const dueDate = entry.datedAtIssue ? dueDateFor(documentDate, entry.dueDays) : entry.dueDate;
    return {
      entry,
      customerId: entry.customerId,
      partnerId: entry.partnerId,
      customerNumber: entry.number,
      chargeId: uuid(),
      invoiceId: entry.createsInvoice ? uuid() : null,
      number: null,
      documentDate,
      dueDate,
      dueAtOnce: entry.dueDays <= 0,
    };
  });
  const invoiced = charges.filter((charge) => charge.invoiceId);
  const { numbers, collisions } = await numbersOfMany(
    sql,
    'INVOICE',
    invoiced.map(({ entry, documentDate }): NumberRequest => {
      const place = got(partners.places, entry.partnerId);
      return {
        partner: place,
        format: got(partners.finance, entry.partnerId).invoiceNumberFormat,
        vars: { customerId: entry.number, partnerId: place.number, date: documentDate },
      };
    }),
  );
  invoiced.forEach((charge, i) => {
    charge.number = numbers[i];
  });
  const left = invoiced.flatMap(({ entry: { customerId, partnerId } }): LeftForNext[] => {
    const collision = collisions.get(partnerId);
    if (!collision) return [];
    const { name } = got(partners.places, partnerId);
    return [
      { customerId, reason: `No number can be given at ${name}: ${sayCollision(collision)}` },
    ];
  });
  return {
    charges: charges
      .filter(({ invoiceId, entry }) => !invoiceId || !collisions.has(entry.partnerId))
      .map(({ entry: _entry, ...charge }) => charge),
    left,
  };
}

async function finish(sql: ScopedSql, run: LockedRun): Promise<void> {
  await summarise(sql, run);
  await markProcessed(sql, run.id);
  await changeRun(sql, run, {
    status: 'PROCESSED',
    confirmed_at: new Date(),
    failure: null,
    failed_phase: null,
    fingerprint: run.fingerprint,
  });
  sql.happened('runRested', { runId: run.id, status: 'PROCESSED' });
  await audit(sql, {
    action: 'processed',
    entity: 'billing-run',
    entityId: run.id,
    partner: { id: run.partnerId, path: run.partnerPath },
  });
}
