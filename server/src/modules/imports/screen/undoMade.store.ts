import type { ScopedSql } from '../../../tenancy/boundary.ts';

/** A record that an import made. */
export interface Made {
  recordId: string;
  /** What people call it. */
  label: string;
  /** Why it stays; null where nothing happened to it since. */
  reason: string | null;
  /** The entry that opened its balance and stands: what is written in the books is reversed, and stays. */
  openingId: string | null;
}

/** Customers, locked until the transaction ends, in the order in which everybody locks them. */
export async function lockCustomers(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows('select from customer where id = any ($1::uuid[]) order by id for update', [ids]);
}

const STANDS = `t.category = 'Correction' and t.description = 'Opening balance' and not exists (
  select from ledger_transaction r where r.customer_id = t.customer_id and r.reverses_id = t.id)`;

/** Customers that are there still, with what happened to each since it came. */
export function customersMade(sql: ScopedSql, ids: readonly string[]): Promise<Made[]> {
  return sql.rows(
    `with closed as materialized (
      select partner_id, through
      from closings_of(array(select distinct partner_id from customer where id = any ($1::uuid[]))))
    select c.id "recordId", 'customer ' || c.number || ', ' || c.name label, o.id "openingId",
      case
        when exists (select from invoice x where x.customer_id = c.id)
          or exists (select from credit_note x where x.customer_id = c.id)
          or exists (select from proforma x where x.customer_id = c.id) then 'has documents'
        when exists (select from payment x where x.customer_id = c.id) then 'has payments'
        when exists (
          select from ledger_transaction x
          where x.customer_id = c.id and not (x.category = 'Correction'
            and (x.description = 'Opening balance' or x.reverses_id is not null)))
          then 'something was booked to it'
        when exists (select from message x where x.customer_id = c.id) then 'was written to'
        when exists (select from note x where x.customer_id = c.id)
          or exists (select from file x where x.customer_id = c.id) then 'has notes or files'
        when exists (select from contact x where x.customer_id = c.id)
          or exists (select from customer_address x where x.customer_id = c.id)
          then 'was given contacts or addresses'
        when exists (
          select from service x where x.customer_id = c.id and x.created_at <> c.created_at)
          then 'was given a service'
        when exists (select from future_item x where x.customer_id = c.id)
          then 'has something waiting for its next invoice'
        when exists (select from billing_run_entry x where x.customer_id = c.id)
          then 'is in a billing run'
        when exists (select from session x where x.customer_id = c.id) then 'has signed in'
        when exists (
          select from recurring_step x
          where x.customer_id = c.id
            and x.day <= (select d.through from closed d where d.partner_id = c.partner_id))
          then 'counts in a month whose books are closed'
      end reason
    from unnest($1::uuid[]) k(id)
    cross join lateral (
      select c.id, c.number, c.name, c.created_at, c.partner_id
      from customer c
      where c.id = k.id
      offset 0) c
    left join lateral (
      select t.id
      from ledger_transaction t
      where t.customer_id = c.id and ${STANDS}
      limit 1) o on true`,
    [ids],
  );
}

/** Takes customers out, with the services that came with them. */
export async function deleteCustomers(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await deleteParts(sql, ids);
  for (const table of ['customer_label', 'customer_word'])
    await sql.rows(`delete from ${table} where customer_id = any ($1::uuid[])`, [ids]);
  await sql.rows('delete from customer where id = any ($1::uuid[])', [ids]);
}

async function deleteParts(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows('delete from service where customer_id = any ($1::uuid[])', [ids]);
  await sql.rows('delete from custom_value where record_id = any ($1::uuid[])', [ids]);
}

/** What tells customers apart is free again for whoever comes by it: only the books still know them. */
export async function freeCustomers(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<{ customerId: string; from: string }[]> {
  await deleteParts(sql, ids);
  return sql.rows(
    `update customer
    set number = nextval('customer_number_seq')::int, external_id = null,
      login = null, login_key = null, email = null, email_key = null, custom_fields = '{}'
    where id = any ($1::uuid[])
    returning id "customerId", status "from"`,
    [ids],
  );
}

/** Services that are there still, with what happened to each since it came. */
export function servicesMade(sql: ScopedSql, ids: readonly string[]): Promise<Made[]> {
  return sql.rows(
    `select s.id "recordId", s.description || ' of customer ' || c.number || ', ' || c.name label,
      null "openingId",
      case
        when exists (
          select from ledger_transaction x where x.customer_id = s.customer_id and x.service_id = s.id)
          then 'was charged'
        when exists (
          select from invoice i join invoice_line l on l.invoice_id = i.id
          where i.customer_id = s.customer_id and l.service_id = s.id) then 'has documents'
        when exists (select from usage_record x where x.service_id = s.id) then 'was used'
        when s.changed_to is not null or s.changed_from is not null then 'has a change of plan'
        when s.cancellation_item is not null then 'has a fee waiting for its end'
      end reason
    from unnest($1::uuid[]) k(id)
    cross join lateral (select s.* from service s where s.id = k.id offset 0) s
    join customer c on c.id = s.customer_id`,
    [ids],
  );
}

/** Whose services these are. */
export async function servicesOwners(sql: ScopedSql, ids: readonly string[]): Promise<string[]> {
  const found = await sql.rows<{ id: string }>(
    'select distinct customer_id id from service where id = any ($1::uuid[])',
    [ids],
  );
  return found.map(({ id }) => id);
}

/** Takes services out. Returns whose they were. */
export async function deleteServices(sql: ScopedSql, ids: readonly string[]): Promise<string[]> {
  const gone = await sql.rows<{ id: string }>(
    'delete from service where id = any ($1::uuid[]) returning customer_id id',
    [ids],
  );
  return gone.map(({ id }) => id);
}

/** Opening balances, with what keeps each. */
export function balancesMade(sql: ScopedSql, ids: readonly string[]): Promise<Made[]> {
  return sql.rows(
    `select t.id "recordId", 'opening balance of customer ' || c.number || ', ' || c.name label,
      t.id "openingId",
      case
        when not (${STANDS}) then 'was reversed already'
        when exists (
          select from credit x where x.transaction_id = t.id and x.remaining_minor < t.amount_minor)
          then 'has paid invoices'
      end reason
    from unnest($1::uuid[]) k(id)
    cross join lateral (select t.* from ledger_transaction t where t.id = k.id offset 0) t
    join customer c on c.id = t.customer_id`,
    [ids],
  );
}

/** Whose entries these are. */
export async function ownersOf(sql: ScopedSql, entryIds: readonly string[]): Promise<string[]> {
  const found = await sql.rows<{ id: string }>(
    'select distinct customer_id id from ledger_transaction where id = any ($1::uuid[])',
    [entryIds],
  );
  return found.map(({ id }) => id);
}

/** Reverses what opened balances, one of a customer at most; the customers must be locked. */
export async function reverseOpenings(
  sql: ScopedSql,
  entryIds: readonly string[],
  { date, by }: { date: string; by: { kind: string; name: string } },
): Promise<void> {
  await sql.rows(
    `insert into ledger_transaction (
      partner_id, partner_path, customer_id, currency, type, amount_minor,
      category, description, date, balance_after_minor, reverses_id, recorded_by_kind, recorded_by)
    select t.partner_id, t.partner_path, t.customer_id, t.currency,
      case t.type when 'DEBIT' then 'CREDIT' else 'DEBIT' end, t.amount_minor,
      'Correction', 'Reversed: Opening balance', $2,
      c.balance_minor + case t.type when 'DEBIT' then t.amount_minor else -t.amount_minor end,
      t.id, $3, $4
    from ledger_transaction t
    join customer c on c.id = t.customer_id
    where t.id = any ($1::uuid[])`,
    [entryIds, date, by.kind, by.name],
  );
  await sql.rows(
    `update customer c
    set balance_minor = c.balance_minor
      + case t.type when 'DEBIT' then t.amount_minor else -t.amount_minor end
    from ledger_transaction t
    where t.id = any ($1::uuid[]) and c.id = t.customer_id`,
    [entryIds],
  );
  await sql.rows('update credit set remaining_minor = 0 where transaction_id = any ($1::uuid[])', [
    entryIds,
  ]);
}

/** Labels, with what keeps each. */
export function labelsMade(sql: ScopedSql, ids: readonly string[]): Promise<Made[]> {
  return sql.rows(
    `select l.id "recordId", 'label ' || l.name label, null "openingId",
      case when exists (select from customer_label x where x.label_id = l.id)
        then 'is on customers' end reason
    from label l
    where l.id = any ($1::uuid[])`,
    [ids],
  );
}

export async function deleteLabels(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows('delete from label where id = any ($1::uuid[])', [ids]);
}

/** Locations, with what keeps each: customers there, or what lies in it and stays. */
export function locationsMade(sql: ScopedSql, ids: readonly string[]): Promise<Made[]> {
  return sql.rows(
    `with recursive stays as (
      select l.id, l.parent_id, case when l.id = any ($1::uuid[]) then 'has customers' end reason
      from location l
      where l.id <> all ($1::uuid[]) or exists (select from customer c where c.location_id = l.id)
      union
      select p.id, p.parent_id, 'holds other locations'
      from stays s
      join location p on p.id = s.parent_id)
    select l.id "recordId", 'location ' || l.name label, null "openingId",
      (select min(s.reason) from stays s where s.id = l.id) reason
    from location l
    where l.id = any ($1::uuid[])`,
    [ids],
  );
}

/** Takes locations out; those within each other go together. */
export async function deleteLocations(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows('delete from custom_value where record_id = any ($1::uuid[])', [ids]);
  await sql.rows('delete from location where id = any ($1::uuid[])', [ids]);
}
