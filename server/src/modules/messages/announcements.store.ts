import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { addressees } from './addressees.store.ts';
import type { Channel, Start } from './carrier.ts';

/** How one partner's messages of one channel are queued. */
export interface Route extends Start {
  partnerId: string;
  channel: Channel;
  sendAfter: Date;
}

/** What a set of messages has in common: how they go out, and how soon among others that wait. */
export interface Sending {
  routes: readonly Route[];
  priority: number;
}

/** A message that was queued just now. */
export interface Queued {
  partnerId: string;
  partnerPath: string;
  status: Start['status'];
  sendAfter: Date;
}

/** What the customers of a route have to be written to with. */
export const CONTACT = `case r.channel when 'EMAIL' then c.email else c.phone end is not null`;
/**
 * One that was cancelled because its cause was over waits again when that comes back on the same
 * day; a second one never goes.
 */
const AGAIN = `on conflict (partner_id, cause) do update
  set status = excluded.status, error = excluded.error, send_after = excluded.send_after,
    priority = excluded.priority, at_once = false, attempts = 0, recorded_by = excluded.recorded_by
  where message.status = 'CANCELLED'`;
/** One that waits or went stays as it is, and is not locked: who is about to send it would pass it over. */
const NOT_THERE = `not exists (
  select 1 from message m
  where m.partner_id = c.partner_id and m.cause = k.cause and m.status <> 'CANCELLED')`;
/** The cause of a customer's reminder of a day: each way has its own. */
const reminderOf = (day: string) =>
  `'reminder:' || c.id || ':' || ${day} || case r.channel when 'SMS' then ':SMS' else '' end`;
/** That of the day that it is at the customer's partner. */
export const TODAYS_REMINDER = reminderOf(
  'coalesce(p.test_day, (now() at time zone p.time_zone)::date)',
);
/** Nobody unsubscribes from text messages by a link in a mail. */
export const WANTS_REMINDERS = `(r.channel <> 'EMAIL' or not exists (
  select 1 from message_opt_out o where o.customer_id = c.id and o.kind = 'REMINDER_MAIL'))`;
export const ROUTES = `json_to_recordset($1::json) as r(
  "partnerId" uuid, channel text, "sendAfter" timestamptz, status text, error text)`;
export const QUEUED = `partner_id "partnerId", partner_path "partnerPath", status, send_after "sendAfter"`;

function given(sql: ScopedSql, { routes, priority }: Sending, ids: readonly string[]): unknown[] {
  return [JSON.stringify(routes), ids, priority, sql.scope.actor.name];
}

/**
 * Queues messages about invoices, once for each and channel: for those that are issued and whose
 * customers can be written to.
 */
export function queueOfInvoices(
  sql: ScopedSql,
  sending: Sending,
  invoiceIds: readonly string[],
): Promise<Queued[]> {
  return sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id, invoice_id,
      recipient, priority, status, error, send_after, recorded_by)
    select i.partner_id, i.partner_path, r.channel,
      'INVOICE_MAIL', 'invoice:' || i.id || ':' || r.channel || d.mark,
      i.customer_id, i.id,
      d."to", $3, r.status, r.error, r."sendAfter", $4
    from ${rowsById('invoice', '$2', 'i')}
    join ${ROUTES} on r."partnerId" = i.partner_id
    cross join lateral (select * from customer c where c.id = i.customer_id limit 1) c
    cross join lateral ${addressees('INVOICES')} d
    where i.state = 'ISSUED'
    on conflict (partner_id, cause) do nothing
    returning ${QUEUED}`,
    given(sql, sending, invoiceIds),
  );
}

/** The same about credit notes. */
export function queueOfCreditNotes(
  sql: ScopedSql,
  sending: Sending,
  noteIds: readonly string[],
): Promise<Queued[]> {
  return sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id, credit_note_id,
      recipient, priority, status, error, send_after, recorded_by)
    select n.partner_id, n.partner_path, r.channel,
      'CREDIT_NOTE_MAIL', 'credit-note:' || n.id || ':' || r.channel || d.mark,
      n.customer_id, n.id,
      d."to", $3, r.status, r.error, r."sendAfter", $4
    from ${rowsById('credit_note', '$2', 'n')}
    join ${ROUTES} on r."partnerId" = n.partner_id
    cross join lateral (select * from customer c where c.id = n.customer_id limit 1) c
    cross join lateral ${addressees('INVOICES')} d
    on conflict (partner_id, cause) do nothing
    returning ${QUEUED}`,
    given(sql, sending, noteIds),
  );
}

/** The same about proforma invoices that are open. */
export function queueOfProformas(
  sql: ScopedSql,
  sending: Sending,
  proformaIds: readonly string[],
): Promise<Queued[]> {
  return sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id, proforma_id,
      recipient, priority, status, error, send_after, recorded_by)
    select n.partner_id, n.partner_path, r.channel,
      'PROFORMA_MAIL', 'proforma:' || n.id || ':' || r.channel || d.mark,
      n.customer_id, n.id,
      d."to", $3, r.status, r.error, r."sendAfter", $4
    from ${rowsById('proforma', '$2', 'n')}
    join ${ROUTES} on r."partnerId" = n.partner_id
    cross join lateral (select * from customer c where c.id = n.customer_id limit 1) c
    cross join lateral ${addressees('INVOICES')} d
    where n.status = 'UNPAID'
    on conflict (partner_id, cause) do nothing
    returning ${QUEUED}`,
    given(sql, sending, proformaIds),
  );
}

/** The same about payments that were not taken back; no mails to customers that want none about payments. */
export function queueOfPayments(
  sql: ScopedSql,
  sending: Sending,
  paymentIds: readonly string[],
): Promise<Queued[]> {
  return sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id, payment_id,
      priority, status, error, send_after, recorded_by)
    select p.partner_id, p.partner_path, r.channel,
      'PAYMENT_MAIL', 'payment:' || p.id || ':' || r.channel,
      p.customer_id, p.id,
      $3, r.status, r.error, r."sendAfter", $4
    from ${rowsById('payment', '$2', 'p')}
    join ${ROUTES} on r."partnerId" = p.partner_id
    cross join lateral (select * from customer c where c.id = p.customer_id limit 1) c
    where p.reversed_at is null and ${CONTACT}
      and not exists (
        select 1 from message_opt_out o
        where o.customer_id = c.id and o.kind = 'PAYMENT_MAIL' and r.channel = 'EMAIL')
    on conflict (partner_id, cause) do nothing
    returning ${QUEUED}`,
    given(sql, sending, paymentIds),
  );
}

/** Queues messages to customers that were blocked on a day; one that was cancelled that day waits again. */
export function queueOfBlocked(
  sql: ScopedSql,
  sending: Sending,
  customerIds: readonly string[],
  on: string,
): Promise<Queued[]> {
  return sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id,
      priority, status, error, send_after, recorded_by)
    select c.partner_id, c.partner_path, r.channel,
      'BLOCKED_MAIL', k.cause,
      c.id,
      $3, r.status, r.error, r."sendAfter", $4
    from ${rowsById('customer', '$2', 'c')}
    join ${ROUTES} on r."partnerId" = c.partner_id
    cross join lateral (select 'blocked:' || c.id || ':' || $5::text cause) k
    where ${CONTACT} and ${NOT_THERE}
    ${AGAIN}
    returning ${QUEUED}`,
    [...given(sql, sending, customerIds), on],
  );
}

/**
 * Queues reminders to those of the customers that owe something and want reminders, dated by their
 * partners' day; one that was cancelled that day waits again.
 */
export function queueReminders(
  sql: ScopedSql,
  sending: Sending,
  customerIds: readonly string[],
): Promise<(Queued & { customerId: string })[]> {
  return sql.rows<Queued & { customerId: string }>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id,
      recipient, priority, status, error, send_after, recorded_by)
    select c.partner_id, c.partner_path, r.channel,
      'REMINDER_MAIL', k.cause,
      c.id,
      d."to", $3, r.status, r.error, r."sendAfter", $4
    from ${rowsById('customer', '$2', 'c')}
    join partner p on p.id = c.partner_id
    join ${ROUTES} on r."partnerId" = c.partner_id
    cross join lateral ${addressees('REMINDERS')} d
    cross join lateral (
      select ${TODAYS_REMINDER} || d.mark cause) k
    where ${NOT_THERE}
      and exists (select 1 from invoice i where i.customer_id = c.id and i.due_minor > 0)
      and ${WANTS_REMINDERS}
    ${AGAIN}
    returning ${QUEUED}, customer_id "customerId"`,
    given(sql, sending, customerIds),
  );
}

/** Queues reminders of a timetable, each for its day; one that was queued for that day stays as it is. */
export function queueOfTimetable(
  sql: ScopedSql,
  sending: Sending,
  due: readonly { customerId: string; day: string }[],
): Promise<Queued[]> {
  return sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id,
      recipient, priority, status, error, send_after, recorded_by)
    select c.partner_id, c.partner_path, r.channel,
      'REMINDER_MAIL', ${reminderOf('due.day')} || d.mark,
      c.id,
      d."to", $3, r.status, r.error, r."sendAfter", $4
    from unnest($2::uuid[], $5::date[]) due(id, day)
    cross join lateral (select * from customer c where c.id = due.id limit 1) c
    join ${ROUTES} on r."partnerId" = c.partner_id
    cross join lateral ${addressees('REMINDERS')} d
    where ${WANTS_REMINDERS}
    on conflict (partner_id, cause) do nothing
    returning ${QUEUED}`,
    [
      ...given(
        sql,
        sending,
        due.map(({ customerId }) => customerId),
      ),
      due.map(({ day }) => day),
    ],
  );
}

/** The partners of records, each once. */
export async function partnersOf(
  sql: ScopedSql,
  record: 'invoice' | 'payment' | 'credit_note' | 'proforma' | 'customer',
  ids: readonly string[],
): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    `select distinct r.partner_id id from ${rowsById(record, '$1', 'r')}`,
    [ids],
  );
  return partners.map((partner) => partner.id);
}

/** How many of these customers the scope sees. */
export async function countCustomers(sql: ScopedSql, ids: readonly string[]): Promise<number> {
  const { seen } = await sql.row<{ seen: number }>(
    `select count(*)::int seen from ${rowsById('customer', '$1', 'c')}`,
    [ids],
  );
  return seen;
}

/** The time zones of partners, and this transaction's moment. */
export function zonesOf(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<{ id: string; timeZone: string; now: Date }[]> {
  return sql.rows<{ id: string; timeZone: string; now: Date }>(
    'select id, time_zone "timeZone", now() from partner where id = any($1)',
    [partnerIds],
  );
}
