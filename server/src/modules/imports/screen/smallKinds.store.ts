import type { ScopedSql } from '../../../tenancy/boundary.ts';

/** A location of a partner by its name; undefined where there is none. */
export async function locationNamed(
  sql: ScopedSql,
  partnerId: string,
  name: string,
): Promise<string | undefined> {
  const [found] = await sql.rows<{ id: string }>(
    'select id from location where partner_id = $1 and name = $2',
    [partnerId, name],
  );
  return found?.id;
}

/** Whether a customer's account was opened with something that still stands. */
export async function openedBefore(sql: ScopedSql, customerId: string): Promise<boolean> {
  const found = await sql.rows(
    `select
    from ledger_transaction t
    where customer_id = $1 and category = 'Correction' and description = 'Opening balance'
      and not exists (
        select from ledger_transaction r where r.customer_id = $1 and r.reverses_id = t.id)
    limit 1`,
    [customerId],
  );
  return found.length > 0;
}
