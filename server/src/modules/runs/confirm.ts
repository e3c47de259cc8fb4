import { v7 as uuid } from 'uuid';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import type { FinanceValues } from '@backhaul/domain/settings/finance';
import type { App } from '../../kit/app.ts';
import { customersBilled } from '../../platform/metrics.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { assignNumbers, type NumberRequest } from '../numbers/index.ts';
import { loadFinance } from '../settings/index.ts';
import { billableCustomers } from './facts.store.ts';
import { planOne } from './planning.ts';
import { changeRun, lockRun, summarise, type LockedRun } from './runs.store.ts';
import { writeCharges, type ChargeToWrite } from './write.ts';
import { got, last } from '../../platform/must.ts';

const CHUNK = 1000;

interface Entry {
  customer_id: string;
  number: number;
  facts_version: number;
  hash: string;
  partner_id: string;
  document_date: string;
  due_date: string;
  creates_invoice: boolean;
  dated_at_issue: boolean;
  due_days: number;
}
interface Partners {
  finance: Map<string, FinanceValues>;
  places: Map<string, { id: string; path: string; number: number; timeZone: string }>;
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
    const places = await sql.rows<{ id: string; path: string; number: number; timeZone: string }>(
      'select id, path, number, time_zone "timeZone" from partner where id = any($1)',
      [run.partnerIds],
    );
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
  const entries = await sql.rows<Entry>(
    `select customer_id, customer_number number, facts_version, hash, partner_id,
      document_date, due_date, creates_invoice,
      (plan->>'datedAtIssue')::boolean dated_at_issue, (plan->>'paymentDueDays')::int due_days
    from billing_run_entry
    where run_id = $1 and left_out_code is null and charge_id is null and customer_number > $2
    order by customer_number
    limit $3`,
    [run.id, run.position, CHUNK],
  );
  if (!entries.length) {
    await finish(sql, run);
    return false;
  }

  const unchanged = await withoutChanged(app, sql, run, entries);
  const charges = await numbered(app, sql, partners, unchanged);
  await writeCharges(sql, run.id, run.date, charges);
  await sql.rows(
    `update billing_run_entry e
    set charge_id = x.charge_id, invoice_id = x.invoice_id
    from unnest($2::uuid[], $3::uuid[], $4::uuid[]) x(customer_id, charge_id, invoice_id)
    where e.run_id = $1 and e.customer_number between $5 and $6 and e.customer_id = x.customer_id`,
    [
      run.id,
      charges.map((charge) => charge.customerId),
      charges.map((charge) => charge.chargeId),
      charges.map((charge) => charge.invoiceId),
      entries[0].number,
      last(entries).number,
    ],
  );
  for (const { customerId, invoiceId } of charges)
    if (invoiceId) sql.happened('invoiceIssued', { customerId, invoiceId, on: run.date });
  customersBilled.inc({ phase: 'confirm' }, charges.length);
  await changeRun(sql, run, {
    processed: run.processed + entries.length,
    position: last(entries).number,
  });
  await announce(sql, { topic: 'finance', path: run.partnerPath });
  await announce(sql, { topic: 'account', path: run.partnerPath });
  return true;
}

/**
 * Locks the customers, in one order everywhere; those for whom something else would be issued now
 * are left out, with words.
 */
async function withoutChanged(
  app: App,
  sql: ScopedSql,
  run: LockedRun,
  entries: readonly Entry[],
): Promise<Entry[]> {
  const locked = await sql.rows<{ id: string; facts_version: number }>(
    'select id, facts_version from customer where id = any($1) order by id for update',
    [entries.map((entry) => entry.customer_id)],
  );
  const versions = new Map(locked.map((row) => [row.id, row.facts_version]));
  const suspects = new Map(
    entries
      .filter((entry) => versions.get(entry.customer_id) !== entry.facts_version)
      .map((entry) => [entry.customer_id, entry]),
  );
  if (!suspects.size) return [...entries];
  const replanned = await billableCustomers(sql, [...suspects.keys()]);
  for (const customer of replanned)
    if (planOne(customer, run.date, app.clock.today).hash === got(suspects, customer.facts.id).hash)
      suspects.delete(customer.facts.id);
  await sql.rows(
    `update billing_run_entry
    set left_out_code = 'CHANGED',
      left_out_reason = 'What would be charged changed while the run was being confirmed. Nothing was charged; the next run takes it up.'
    where run_id = $1 and customer_id = any($2)`,
    [run.id, [...suspects.keys()]],
  );
  return entries.filter((entry) => !suspects.has(entry.customer_id));
}

/** Gives each invoice its dates and its number, in the order of the customers' numbers. */
async function numbered(
  app: App,
  sql: ScopedSql,
  partners: Partners,
  entries: readonly Entry[],
): Promise<ChargeToWrite[]> {
  const charges = entries.map((entry): ChargeToWrite & { entry: Entry } => {
    const documentDate = entry.dated_at_issue
      ? app.clock.today(got(partners.places, entry.partner_id).timeZone)
      : entry.document_date;
    const dueDate = entry.dated_at_issue
      ? dueDateFor(documentDate, entry.due_days)
      : entry.due_date;
    return {
      entry,
      customerId: entry.customer_id,
      chargeId: uuid(),
      invoiceId: entry.creates_invoice ? uuid() : null,
      number: null,
      documentDate,
      dueDate,
      dueAtOnce: entry.due_days <= 0,
    };
  });
  const invoiced = charges.filter((charge) => charge.invoiceId);
  const numbers = await assignNumbers(
    sql,
    'INVOICE',
    invoiced.map(({ entry, documentDate }): NumberRequest => {
      const place = got(partners.places, entry.partner_id);
      return {
        partner: place,
        format: got(partners.finance, entry.partner_id).invoiceNumberFormat,
        vars: { customerId: entry.number, partnerId: place.number, date: documentDate },
      };
    }),
  );
  invoiced.forEach((charge, i) => {
    charge.number = numbers[i];
  });
  return charges.map(({ entry: _entry, ...charge }) => charge);
}

async function finish(sql: ScopedSql, run: LockedRun): Promise<void> {
  await summarise(sql, run);
  await sql.rows('update billing_run_partner set processed_at = now() where run_id = $1', [run.id]);
  await changeRun(sql, run, {
    status: 'PROCESSED',
    confirmed_at: new Date(),
    failure: null,
    failed_phase: null,
    fingerprint: run.fingerprint,
  });
  await audit(sql, {
    action: 'processed',
    entity: 'billing-run',
    entityId: run.id,
    partner: { id: run.partnerId, path: run.partnerPath },
  });
}
