import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Accounts on which these customers may have paid and something waits; of all partners in their line. */
export function waitingAccounts(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<{ accountId: string; partnerId: string }[]> {
  return sql.rows(
    `select account_id "accountId", partner_id "partnerId"
    from waiting_bank_accounts(array(
      select distinct c.partner_path
      from unnest($1::uuid[]) k(id)
      cross join lateral (select partner_path from customer where id = k.id offset 0) c
    ))`,
    [customerIds],
  );
}
