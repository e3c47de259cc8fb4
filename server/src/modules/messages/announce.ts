import { byDate } from '../../kit/groupBy.ts';
import { notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { channelsOf, routesOf } from './channels.ts';
import { wakePartners } from './wake.ts';

/** More than so many at once are bulk: they go after single documents, and wait for the next round of the minute. */
const BULK = 20;
/** What the customers of a route have to be written to with. */
const CONTACT = `case r.channel when 'EMAIL' then c.email else c.phone end is not null`;
/**
 * One that was cancelled because its cause was over waits again when that comes back on the same
 * day; a second one never goes.
 */
const AGAIN = `on conflict (partner_id, cause) do update
  set status = excluded.status, error = excluded.error, send_after = excluded.send_after,
    priority = excluded.priority, at_once = false, attempts = 0, recorded_by = excluded.recorded_by
  where message.status = 'CANCELLED'`;
const ROUTES = `json_to_recordset($1::json) as r(
  partner_id uuid, channel text, send_after timestamptz, status text, error text)`;

/**
 * Queues the messages for invoices that this transaction issued, as their partners want them; for each invoice and
 * channel once, however often it is called. Drafts and void ones, and customers without an address, get none.
 */
export async function announceInvoices(
  sql: ScopedSql,
  issued: readonly { invoiceId: string }[],
): Promise<void> {
  const invoiceIds = issued.map((each) => each.invoiceId);
  const partners = await sql.rows<{ id: string }>(
    'select distinct partner_id id from invoice where id = any($1::uuid[])',
    [invoiceIds],
  );
  const routes = await routesOf(
    sql,
    partners.map((partner) => partner.id),
    (values) => ({
      channels: channelsOf(values.invoiceAutoSend, values.invoiceAutoSend && values.invoiceSms),
      delayHours: values.invoiceDelayHours,
    }),
  );
  if (!routes.length) return;
  const queued = await sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id, invoice_id,
      priority, status, error, send_after, recorded_by)
    select i.partner_id, i.partner_path, r.channel,
      'INVOICE_MAIL', 'invoice:' || i.id || ':' || r.channel,
      i.customer_id, i.id,
      $3, r.status, r.error, r.send_after, $4
    from unnest($2::uuid[]) x(id)
    cross join lateral (select * from invoice i where i.id = x.id limit 1) i
    join ${ROUTES} on r.partner_id = i.partner_id
    cross join lateral (select * from customer c where c.id = i.customer_id limit 1) c
    where i.state = 'ISSUED' and ${CONTACT}
    on conflict (partner_id, cause) do nothing
    returning partner_id, partner_path, status, send_after`,
    [JSON.stringify(routes), invoiceIds, invoiceIds.length > BULK ? 2 : 1, recorder(sql)],
  );
  await tell(sql, queued);
}

/** The same for payments that were recorded. */
export async function announcePayments(
  sql: ScopedSql,
  recorded: readonly { paymentId: string }[],
): Promise<void> {
  const paymentIds = recorded.map((each) => each.paymentId);
  const partners = await sql.rows<{ id: string }>(
    'select distinct partner_id id from payment where id = any($1::uuid[])',
    [paymentIds],
  );
  const routes = await routesOf(
    sql,
    partners.map((partner) => partner.id),
    (values) => ({
      channels: channelsOf(values.paymentAutoSend, values.paymentAutoSend && values.paymentSms),
      delayHours: 0,
    }),
  );
  if (!routes.length) return;
  const queued = await sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id, payment_id,
      priority, status, error, send_after, recorded_by)
    select p.partner_id, p.partner_path, r.channel,
      'PAYMENT_MAIL', 'payment:' || p.id || ':' || r.channel,
      p.customer_id, p.id,
      $3, r.status, r.error, r.send_after, $4
    from payment p
    join customer c on c.id = p.customer_id
    join ${ROUTES} on r.partner_id = p.partner_id
    where p.id = any($2::uuid[]) and p.reversed_at is null and ${CONTACT}
      and not exists (
        select 1 from message_opt_out o
        where o.customer_id = c.id and o.kind = 'PAYMENT_MAIL' and r.channel = 'EMAIL')
    on conflict (partner_id, cause) do nothing
    returning partner_id, partner_path, status, send_after`,
    [JSON.stringify(routes), paymentIds, paymentIds.length > BULK ? 2 : 1, recorder(sql)],
  );
  await tell(sql, queued);
}

/** Tells customers that the rules blocked so, where their partner wants that. */
export async function announceBlocked(
  sql: ScopedSql,
  moves: readonly Happenings['statusMoved'][],
): Promise<void> {
  const blocked = moves.filter(
    ({ from, to, byHand }) => from !== to && to === 'BLOCKED' && !byHand,
  );
  for (const [on, all] of byDate(blocked))
    await announceBlockedOn(
      sql,
      all.map((move) => move.customerId),
      on,
    );
}

async function announceBlockedOn(
  sql: ScopedSql,
  customerIds: readonly string[],
  on: string,
): Promise<void> {
  const partners = await sql.rows<{ id: string }>(
    'select distinct partner_id id from customer where id = any($1::uuid[])',
    [customerIds],
  );
  const routes = await routesOf(
    sql,
    partners.map((partner) => partner.id),
    (values) => ({ channels: channelsOf(values.blockedAutoSend, false), delayHours: 0 }),
  );
  if (!routes.length) return;
  const queued = await sql.rows<Queued>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id,
      priority, status, error, send_after, recorded_by)
    select c.partner_id, c.partner_path, r.channel,
      'BLOCKED_MAIL', 'blocked:' || c.id || ':' || $5::text,
      c.id,
      $3, r.status, r.error, r.send_after, $4
    from customer c
    join ${ROUTES} on r.partner_id = c.partner_id
    where c.id = any($2::uuid[]) and ${CONTACT}
    ${AGAIN}
    returning partner_id, partner_path, status, send_after`,
    [JSON.stringify(routes), customerIds, customerIds.length > BULK ? 2 : 1, recorder(sql), on],
  );
  await tell(sql, queued);
}

/**
 * Queues a reminder to each of the customers that owes something, has an address and wants reminders; one a day at most.
 * Says how many were queued; refuses NOT_FOUND when one of them is outside the scope.
 */
export async function remindCustomers(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<number> {
  const { seen } = await sql.row<{ seen: number }>(
    'select count(*)::int seen from customer where id = any($1::uuid[])',
    [customerIds],
  );
  if (seen !== new Set(customerIds).size) throw notFound();
  const partners = await sql.rows<{ id: string }>(
    'select distinct partner_id id from customer where id = any($1::uuid[])',
    [customerIds],
  );
  const routes = await routesOf(
    sql,
    partners.map((partner) => partner.id),
    () => ({ channels: ['EMAIL'], delayHours: 0 }),
  );
  const queued = await sql.rows<Queued & { customer_id: string }>(
    `insert into message (partner_id, partner_path, channel,
      kind, cause,
      customer_id,
      priority, status, error, send_after, recorded_by)
    select c.partner_id, c.partner_path, r.channel,
      'REMINDER_MAIL', 'reminder:' || c.id || ':' || (now() at time zone p.time_zone)::date,
      c.id,
      $3, r.status, r.error, r.send_after, $4
    from customer c
    join partner p on p.id = c.partner_id
    join ${ROUTES} on r.partner_id = c.partner_id
    where c.id = any($2::uuid[]) and ${CONTACT}
      and exists (select 1 from invoice i where i.customer_id = c.id and i.due_minor > 0)
      and not exists (
        select 1 from message_opt_out o where o.customer_id = c.id and o.kind = 'REMINDER_MAIL')
    ${AGAIN}
    returning partner_id, partner_path, status, send_after, customer_id`,
    [JSON.stringify(routes), customerIds, customerIds.length > BULK ? 2 : 1, recorder(sql)],
  );
  for (const { customer_id: id, partner_id: partnerId, partner_path: path } of queued)
    await audit(sql, {
      action: 'remind',
      entity: 'customer',
      entityId: id,
      partner: { id: partnerId, path },
    });
  await tell(sql, queued);
  return queued.length;
}

interface Queued {
  partner_id: string;
  partner_path: string;
  status: string;
  send_after: Date;
}

function recorder(sql: ScopedSql): string {
  return sql.scope.actor.name;
}

async function tell(sql: ScopedSql, queued: readonly Queued[]): Promise<void> {
  for (const path of new Set(queued.map((message) => message.partner_path)))
    await announce(sql, { topic: 'message', path });
  if (queued.length > BULK) return;
  const soon = Date.now() + 5000;
  await wakePartners(
    sql,
    queued
      .filter((message) => message.status === 'QUEUED' && message.send_after.getTime() <= soon)
      .map((message) => message.partner_id),
  );
}
