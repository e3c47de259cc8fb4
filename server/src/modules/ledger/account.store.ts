import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { BillingType } from '@backhaul/domain/charging/facts';
import type { CustomerBillingOverrides } from '@backhaul/domain/settings/finance';
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
  clock: PartnerClock;
  currency: string;
  balanceMinor: bigint;
  status: string;
  billingType: BillingType;
}

/** Locks a customer. Refuses with NOT_FOUND what lies outside the scope. */
export async function lockAccount(sql: ScopedSql, customerId: string): Promise<Account> {
  const [account] = await sql.rows<Account>(
    `select c.id, c.number, c.name,
      c.partner_id "partnerId", c.partner_path "partnerPath", p.number "partnerNumber", p.clock,
      c.currency, c.balance_minor "balanceMinor", c.status,
      c.billing_type "billingType"
    from customer c
    join partner p on p.id = c.partner_id
    where c.id = $1
    for update of c`,
    [customerId],
  );
  if (!account) throw notFound();
  return account;
}

/** How a customer is billed, and its own billing settings, which go before its partner's. */
export async function accountBilling(
  sql: ScopedSql,
  customerId: string,
): Promise<{ type: BillingType; own: CustomerBillingOverrides }> {
  return sql.row('select billing_type type, billing own from customer where id = $1', [customerId]);
}

/** Writes a locked account's new balance, in minor units. */
export async function setBalance(sql: ScopedSql, account: Account): Promise<void> {
  await sql.rows('update customer set balance_minor = $2 where id = $1', [
    account.id,
    account.balanceMinor,
  ]);
}
