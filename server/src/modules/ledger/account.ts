import type { ScopedSql } from '../../tenancy/boundary.ts';
import { notFound } from '../../platform/refusal.ts';

/**
 * A customer's account, its row locked until the transaction ends: whoever moves money waits here
 * for whoever does already.
 */
export interface Account {
  id: string;
  number: number;
  name: string;
  partnerId: string;
  partnerPath: string;
  partnerNumber: number;
  timeZone: string;
  currency: string;
  balanceMinor: bigint;
  status: string;
}

/** Locks a customer. Refuses with NOT_FOUND what lies outside the scope. */
export async function lockAccount(sql: ScopedSql, customerId: string): Promise<Account> {
  const [account] = await sql.rows<Account>(
    `select c.id, c.number, c.name,
      c.partner_id "partnerId", c.partner_path "partnerPath", p.number "partnerNumber", p.time_zone "timeZone",
      c.currency, c.balance_minor "balanceMinor", c.status
    from customer c
    join partner p on p.id = c.partner_id
    where c.id = $1
    for update of c`,
    [customerId],
  );
  if (!account) throw notFound();
  return account;
}
