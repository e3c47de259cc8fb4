import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What of an account's entries postBankSuggestions would post; sums in minor units, of returns below zero. */
export interface Postable {
  accountId: string;
  currency: string;
  receipts: number;
  receiptsMinor: bigint;
  returns: number;
  returnsMinor: bigint;
}

/** Of these accounts what waits, fits, is of one customer and at least so sure; accounts without any are left out. */
export function postableOf(
  sql: ScopedSql,
  accountIds: readonly string[],
  from: number,
): Promise<Postable[]> {
  return sql.rows<Postable>(
    `select a.id "accountId", a.currency, s.*
    from bank_account a
    cross join lateral (
      select count(*) filter (where t.kind = 'CREDIT')::int receipts,
        coalesce(sum(t.amount_minor) filter (where t.kind = 'CREDIT'), 0)::bigint "receiptsMinor",
        count(*) filter (where t.kind = 'RETURN')::int returns,
        coalesce(sum(t.amount_minor) filter (where t.kind = 'RETURN'), 0)::bigint "returnsMinor"
      from bank_transaction t
      where t.account_id = a.id and t.status = 'SUGGESTED' and t.kind in ('CREDIT', 'RETURN')
        and t.fits and t.confidence >= $2 and jsonb_array_length(t.suggestions -> 0 -> 'parts') = 1
      offset 0
    ) s
    where a.id = any($1::uuid[]) and s.receipts + s.returns > 0
    order by a.name, a.id`,
    [accountIds, from],
  );
}
