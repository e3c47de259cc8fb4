import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A charge, and what its services and items were before it. */
export interface UndoneCharge {
  id: string;
  invoiceId: string | null;
  before: {
    services: ServiceBefore[];
    itemIds: string[];
  };
}
interface ServiceBefore {
  serviceId: string;
  from: string;
  setupCharged: boolean;
}

/** A customer's last charge that was not undone; null without any. */
export async function lastChargeOf(
  sql: ScopedSql,
  customerId: string,
): Promise<UndoneCharge | null> {
  const [charge] = await sql.rows<UndoneCharge>(
    `select id, invoice_id "invoiceId", before
    from charge
    where customer_id = $1 and undone_at is null
    order by created_at desc, id desc
    limit 1`,
    [customerId],
  );
  return charge ?? null;
}

/** Who undid a charge of a customer after a moment; null when nobody did. */
export async function undoneSince(
  sql: ScopedSql,
  customerId: string,
  moment: Date,
): Promise<{ by: string | null } | null> {
  const [undone] = await sql.rows<{ by: string | null }>(
    `select undone_by "by"
    from charge
    where customer_id = $1 and undone_at > $2
    order by undone_at desc
    limit 1`,
    [customerId, moment],
  );
  return undone ?? null;
}

/** A customer's last charge and its invoice, where that is issued, with what stands on it from outside. */
export interface ChargeKept {
  id: string;
  charged: boolean;
  number: string | null;
  paid: boolean;
  note: string | null;
  /** Credit notes take back all of the invoice. */
  whole: boolean;
}

/**
 * What keeps customers' last charges, a row each: whether there is one, and of its invoice, where
 * that is issued, whether money that came in for it settles it, and the number of a credit note.
 */
export function whatKeepsCharges(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<ChargeKept[]> {
  return sql.rows<ChargeKept>(
    `select c.id, h.id is not null charged, i.number,
      exists (
        select 1 from allocation a
        where a.invoice_id = i.id and a.made_by = 'PAYMENT'
        group by a.transaction_id
        having sum(a.amount_minor) > 0) paid,
      (select number from credit_note n where n.invoice_id = i.id order by n.id desc limit 1) note,
      coalesce(
        (select sum(n.total_minor) from credit_note n where n.invoice_id = i.id) >= i.total_minor,
        false) whole
    from unnest($1::uuid[]) c(id)
    left join lateral (
      select id, invoice_id
      from charge
      where customer_id = c.id and undone_at is null
      order by created_at desc, id desc
      limit 1) h on true
    left join invoice i on i.id = h.invoice_id and i.state = 'ISSUED'`,
    [customerIds],
  );
}

/** Whether an invoice stands: issued, not void, and not taken back whole by credit notes. */
export async function stands(sql: ScopedSql, invoiceId: string): Promise<boolean> {
  const { left } = await sql.row<{ left: boolean }>(
    `select state = 'ISSUED' and coalesce(
        (select sum(n.total_minor) from credit_note n where n.invoice_id = i.id) < i.total_minor,
        true) "left"
    from invoice i
    where id = $1`,
    [invoiceId],
  );
  return left;
}

/** An entry of a charge, amounts in minor units. */
interface ChargedEntry {
  id: string;
  type: 'DEBIT' | 'CREDIT';
  amountMinor: bigint;
  taxMinor: bigint;
  description: string;
  serviceId: string | null;
}

/** The ledger's entries of a charge, as they were written. */
export function entriesOf(sql: ScopedSql, chargeId: string): Promise<ChargedEntry[]> {
  return sql.rows<ChargedEntry>(
    `select id, type, amount_minor "amountMinor", tax_minor "taxMinor", description, service_id "serviceId"
    from ledger_transaction
    where charge_id = $1
    order by seq`,
    [chargeId],
  );
}

/** Sets services back to where a charge found them, or leaves them where days before it were given back since. */
export async function restoreServices(
  sql: ScopedSql,
  services: readonly ServiceBefore[],
): Promise<void> {
  await sql.rows(
    `update service s
    set charged_until = least(s.charged_until, b."from"),
      setup_charged = s.setup_charged and not b."setupCharged"
    from json_to_recordset($1::json) as b("serviceId" uuid, "from" date, "setupCharged" boolean)
    where s.id = b."serviceId"`,
    [JSON.stringify(services)],
  );
}

/** Future items wait again for the next charge. */
export async function releaseItems(sql: ScopedSql, itemIds: readonly string[]): Promise<void> {
  await sql.rows('update future_item set charge_id = null where id = any($1)', [itemIds]);
}

/**
 * Marks a charge as undone by who acts: by the clock of now rather than of the transaction's begin,
 * so that a request that came while this one worked lies before it.
 */
export async function markUndone(sql: ScopedSql, chargeId: string): Promise<void> {
  await sql.rows('update charge set undone_at = clock_timestamp(), undone_by = $2 where id = $1', [
    chargeId,
    sql.scope.actor.name,
  ]);
}
