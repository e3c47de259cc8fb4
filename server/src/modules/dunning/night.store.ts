import type { ReminderWay } from '@backhaul/domain/dunning/reminders';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { lookingUp, rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** An invoice that something is due of; amounts in minor units. */
interface OpenInvoice {
  id: string;
  number: string;
  documentDate: LocalDate;
  dueDate: LocalDate;
  due: bigint;
  /** Due with 0 days. */
  dueAtOnce: boolean;
  /** A charge made it. */
  recurring: boolean;
  /** It is a late fee, or one was charged for it. */
  feeDone: boolean;
}

/** What of a customer decides its night, beside its row and the dates of its charges. */
export interface Standing {
  promisedUntil: LocalDate | null;
  promisedSince: LocalDate | null;
  /** Has an e-mail address and did not unsubscribe from reminders; has a phone number. */
  reachable: Record<ReminderWay, boolean>;
  /** By their due dates. */
  invoices: OpenInvoice[];
  /** Days of the timetable that reminders went for, of the last months. */
  reminded: LocalDate[];
}

/** Customers may have thousands of open invoices; those due first tell enough. */
export const INVOICES_MAX = 500;

// Each part is one look-up by an index that also has its order, however little the planner knows of
// tables that grow with every chunk; the policies' conditions alone would read all that there is.
const QUERY = `
  select c.id::text id, promise.until "promisedUntil", promise.date "promisedSince",
    json_build_object(
      'EMAIL', c.email is not null and not exists (
        select 1 from message_opt_out o
        where o.customer_id = c.id and o.kind = 'REMINDER_MAIL'),
      'SMS', c.phone is not null) reachable,
    open.invoices,
    array(
      select r.day from dunning_reminder r
      where r.customer_id = c.id and r.day >= $2::date - 62
      order by r.customer_id, r.day) reminded
  from ${rowsById('customer', '$1', 'c')}
  left join lateral (
    select until, date from promise_to_pay p
    where p.customer_id = c.id
    order by p.customer_id desc, p.at desc
    limit 1) promise on true
  cross join lateral (
    select coalesce(json_agg(json_build_object('id', i.id, 'number', i.number,
        'documentDate', i.document_date, 'dueDate', i.due_date, 'due', i.due_minor::text,
        'dueAtOnce', i.due_at_once, 'recurring', i.recurring,
        'feeDone', i.late_fee_for is not null or fee.there is not null)), '[]') invoices
    from (
      select * from invoice i
      where i.customer_id = c.id and i.due_minor > 0
      order by i.customer_id, i.due_date
      limit ${INVOICES_MAX}) i
    left join lateral (
      select true there from invoice f
      where f.late_fee_for = i.id
      order by f.late_fee_for
      limit 1) fee on true) open`;

/** How customers stand on a day, in one statement; those outside the scope are missing. */
export async function standingsOn(
  sql: ScopedSql,
  customerIds: readonly string[],
  on: LocalDate,
): Promise<Map<string, Standing>> {
  type Row = Omit<Standing, 'invoices'> & {
    id: string;
    invoices: (Omit<OpenInvoice, 'due'> & { due: string })[];
  };
  const rows = await lookingUp(sql, () => sql.rows<Row>(QUERY, [customerIds, on]));
  return new Map(
    rows.map(({ id, invoices, ...standing }) => [
      id,
      { ...standing, invoices: invoices.map((each) => ({ ...each, due: BigInt(each.due) })) },
    ]),
  );
}

/** Keeps which reminders of the timetable go in the night of a day. */
export async function recordReminders(
  sql: ScopedSql,
  on: LocalDate,
  reminders: readonly { customerId: string; day: LocalDate; step: number }[],
): Promise<void> {
  if (!reminders.length) return;
  await sql.rows(
    `insert into dunning_reminder (customer_id, day, partner_id, partner_path, step, date)
    select c.id, g.day, c.partner_id, c.partner_path, g.step, $4::date
    from unnest($1::uuid[], $2::date[], $3::smallint[]) g(id, day, step)
    cross join lateral (select * from customer c where c.id = g.id limit 1) c`,
    [
      reminders.map(({ customerId }) => customerId),
      reminders.map(({ day }) => day),
      reminders.map(({ step }) => step),
      on,
    ],
  );
}
