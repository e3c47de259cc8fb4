import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { ViesAnswer } from '../../platform/vies.ts';

export interface VatCheck extends ViesAnswer {
  id: string;
  customerId: string;
  vatId: string;
  checkedBy: string;
  at: Date;
}

const COLUMNS = `k.id, k.customer_id "customerId", k.vat_id "vatId", k.valid, k.name, k.address,
      k.request_id "requestId", k.checked_by "checkedBy", k.at`;

/** The latest check of the number that each customer has now; customers without one are left out. */
export function latestChecks(sql: ScopedSql, customerIds: readonly string[]): Promise<VatCheck[]> {
  return sql.rows<VatCheck>(
    `select ${COLUMNS}
    from unnest($1::uuid[]) x(id)
    cross join lateral (select vat_id from customer where id = x.id offset 0) c
    cross join lateral (
      select * from vat_check
      where customer_id = x.id and vat_id = c.vat_id
      order by at desc
      limit 1) k`,
    [customerIds],
  );
}

/** Keeps an answer; its id. */
export async function insertCheck(
  sql: ScopedSql,
  check: Omit<VatCheck, 'id' | 'at'>,
): Promise<VatCheck> {
  return sql.row<VatCheck>(
    `insert into vat_check as k (partner_id, partner_path, customer_id, vat_id, valid, name, address,
      request_id, checked_by)
    select partner_id, partner_path, id, $2, $3, $4, $5, $6, $7
    from customer
    where id = $1
    returning ${COLUMNS}`,
    [
      check.customerId,
      check.vatId,
      check.valid,
      check.name,
      check.address,
      check.requestId,
      check.checkedBy,
    ],
  );
}
