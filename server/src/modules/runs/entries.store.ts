import type { LineChange } from '@backhaul/domain/charging/lineChange';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { changeJson } from './changes.ts';
import { namesByPartner } from './due.store.ts';
import { planJson, type Planned } from './planning.ts';
import type { LockedRun } from './runs.store.ts';

/** What a customer's entry says beside its last charge. */
export interface Compared {
  flags: string[];
  previous: bigint | null;
  previousOn: string | null;
  changes: LineChange[];
}

/** Entries of a run as they go to the database. */
interface EntryRows {
  rows: string;
  plans: string;
  changes: string;
}

/** JSON beside JSON, a line each: read a value at a time, 1,000 plans take a third of what they take inside of rows. */
const jsonLines = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join('\n');

/** What was planned for customers of a run, as it is written. */
export function entryRows(
  planned: readonly Planned[],
  comparisons: readonly Compared[],
): EntryRows {
  const rows = planned.map(({ customer, plan, leftOut, hash }, i) => {
    const { flags, previous, previousOn } = comparisons[i];
    return {
      customer_id: customer.facts.id,
      partner_id: customer.partnerId,
      partner_path: customer.partnerPath,
      customer_number: customer.number,
      customer_name: customer.name,
      facts_version: customer.factsVersion,
      currency: customer.facts.currency,
      net: plan?.net.toString() ?? '0',
      tax: plan?.tax.toString() ?? '0',
      total: plan?.total.toString() ?? '0',
      previous: previous?.toString() ?? null,
      previous_on: previousOn,
      creates_invoice: plan?.createsInvoice ?? false,
      document_date: plan?.documentDate ?? null,
      due_date: plan?.dueDate ?? null,
      hash,
      flags,
      code: leftOut?.leftOut ?? null,
      reason: leftOut?.reason ?? null,
    };
  });
  return {
    rows: JSON.stringify(rows),
    plans: jsonLines(planned.map(({ customer, plan }) => plan && planJson(customer, plan))),
    changes: jsonLines(comparisons.map(({ changes }) => changes.map(changeJson))),
  };
}

/** Writes entries of a run; whom a person left out before stays out. */
export async function insertEntries(
  sql: ScopedSql,
  run: LockedRun,
  { rows, plans, changes }: EntryRows,
): Promise<void> {
  await sql.rows(
    `insert into billing_run_entry (run_id, customer_id, partner_id, partner_path,
      customer_number, customer_name, facts_version, currency, plan,
      net_minor, tax_minor, total_minor, previous_minor, previous_on, changes,
      creates_invoice, document_date, due_date, hash, flags, left_out_code, left_out_reason)
    select $2, customer_id, partner_id, partner_path,
      customer_number, customer_name, facts_version, currency, nullif(plan, 'null')::jsonb,
      net, tax, total, previous, previous_on, changes::jsonb,
      creates_invoice, document_date, due_date, hash, flags, code, reason
    from rows from (
        json_to_recordset($1::json) as (customer_id uuid, partner_id uuid, partner_path text,
          customer_number int, customer_name text, facts_version int, currency text,
          net bigint, tax bigint, total bigint, previous bigint, previous_on date,
          creates_invoice boolean, document_date date, due_date date,
          hash text, flags text[], code text, reason text),
        string_to_table($3, E'\\n'),
        string_to_table($4, E'\\n'))
      as e(customer_id, partner_id, partner_path,
        customer_number, customer_name, facts_version, currency,
        net, tax, total, previous, previous_on,
        creates_invoice, document_date, due_date,
        hash, flags, code, reason,
        plan, changes)
    on conflict (run_id, customer_id) do update
    set facts_version = excluded.facts_version, plan = excluded.plan,
      net_minor = excluded.net_minor, tax_minor = excluded.tax_minor, total_minor = excluded.total_minor,
      previous_minor = excluded.previous_minor, previous_on = excluded.previous_on, changes = excluded.changes,
      creates_invoice = excluded.creates_invoice, document_date = excluded.document_date, due_date = excluded.due_date,
      hash = excluded.hash, flags = excluded.flags`,
    [rows, run.id, plans, changes],
  );
}

/**
 * Forgets what a run that is being previewed found before, of partners that have left the scope as
 * well, but not whom a person left out of those that it covers.
 */
export async function forgetPreview(
  sql: ScopedSql,
  runId: string,
  covered: readonly string[],
): Promise<void> {
  await sql.rows('select forget_preview($1, $2)', [runId, covered]);
}

/** Whether a run has charged anybody. */
export async function hasCharged(sql: ScopedSql, runId: string): Promise<boolean> {
  const { charged } = await sql.row<{ charged: boolean }>(
    `select exists (
      select 1 from billing_run_entry where run_id = $1 and charge_id is not null
    ) charged`,
    [runId],
  );
  return charged;
}

/** The entry of customer $2 in a run, whichever index of the run's entries is taken. */
const ONE = `customer_id = $2
      and customer_number = (select number from customer where id = $2)`;

/**
 * Leaves a customer out with a reason, in words of who acts. Returns where its partner stands; null
 * when it is not in the run, or left out by a rule.
 */
export async function excludeEntry(
  sql: ScopedSql,
  runId: string,
  customerId: string,
  reason: string,
): Promise<string | null> {
  const { scope } = sql;
  if (scope.kind === 'nobody') return null;
  const [changed] = await sql.rows<{ path: string }>(
    `update billing_run_entry
    set left_out_code = 'EXCLUDED', left_out_reason = $3,
      left_out_by = $4, left_out_partner_id = $5
    where run_id = $1 and ${ONE} and (left_out_code is null or left_out_code = 'EXCLUDED')
    returning partner_path path`,
    [runId, customerId, reason, scope.actor.name, scope.partnerId],
  );
  return changed?.path ?? null;
}

/**
 * Takes an exclusion back. Returns where the customer's partner stands; null when there is none.
 * Whom a rule leaves out meanwhile has no plan and stays out, its hash says by which.
 */
export async function includeEntry(
  sql: ScopedSql,
  runId: string,
  customerId: string,
): Promise<string | null> {
  const [changed] = await sql.rows<{ path: string }>(
    `update billing_run_entry
    set left_out_code = case when plan is null then hash end,
      left_out_reason = case
        when plan is null then 'There is nothing to charge by the customer''s present settings and services.'
      end,
      left_out_by = null, left_out_partner_id = null
    where run_id = $1 and ${ONE} and left_out_code = 'EXCLUDED'
    returning partner_path path`,
    [runId, customerId],
  );
  return changed?.path ?? null;
}

/** The names of the customers that a run charges, by partner, of these partners. */
export async function namesCharged(
  sql: ScopedSql,
  runId: string,
  partnerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await sql.rows<{ partner: string; name: string }>(
    `select partner_id partner, customer_name name
    from billing_run_entry
    where run_id = $1 and partner_id = any($2) and left_out_code is null
    order by customer_number`,
    [runId, partnerIds],
  );
  return namesByPartner(rows);
}
