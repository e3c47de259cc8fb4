import type { ScopedTx } from '../../tenancy/boundary.ts';

/** More than anybody does to a customer; the latest of them count. */
const ENTRIES_MAX = 10_000;

/** Whose records are its customer's: the kind as the audit calls it, and its table. */
const OF_CUSTOMER = {
  service: 'service',
  invoice: 'invoice',
  payment: 'payment',
  'credit-note': 'credit_note',
  proforma: 'proforma',
  transaction: 'ledger_transaction',
  'future-item': 'future_item',
  checkout: 'checkout',
  'saved-method': 'saved_method',
  message: 'message',
} as const;

const RECORDS = Object.entries(OF_CUSTOMER)
  .map(
    ([entity, table]) =>
      `select '${entity}' entity, r.id from unnest($1::uuid[]) c(id) cross join lateral (
        select t.id from ${table} t where t.customer_id = c.id offset 0) r`,
  )
  .join(' union all ');

/** Usage is told by the customer, where it is of one alone, and by the call that it came with. */
const USAGE = `select 'usage' entity, c.id from unnest($1::uuid[]) c(id)
      union all
      select 'usage', u.id from unnest($1::uuid[]) c(id) cross join lateral (
        select distinct r.batch_id id from usage_record r
        where r.customer_id = c.id and r.batch_id is not null offset 0) u`;

/**
 * The entries of what was done to customers and to what is theirs, by index whatever the size of the audit. What names
 * no record of theirs (usage of several that got a price, who was left out of a run), or one that is gone, is not among
 * them.
 */
export async function entriesOfCustomers(
  tx: ScopedTx,
  customerIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select a.id::text from (
      select 'customer' entity, c.id from unnest($1::uuid[]) c(id) union all ${RECORDS}
      union all ${USAGE}
    ) r cross join lateral (
      select a.id, a.at from audit_entry a
      where a.entity = r.entity and a.entity_id = r.id::text
      order by a.at desc, a.id desc limit ${ENTRIES_MAX} offset 0
    ) a
    order by a.at desc, a.id desc limit ${ENTRIES_MAX}`,
    customerIds,
  );
  return rows.map(({ id }) => id);
}
