import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Keeps that somebody paid for a customer from an account; returns whether that is new. */
export async function learnIban(
  sql: ScopedSql,
  { customerId, iban, from }: { customerId: string; iban: string; from: string | null },
): Promise<boolean> {
  const learned = await sql.rows(
    `insert into customer_iban (partner_id, partner_path, customer_id, iban, learned_from, learned_by)
    select partner_id, partner_path, id, $2, $3, $4
    from customer
    where id = $1
    on conflict (customer_id, iban) do nothing
    returning id`,
    [customerId, iban, from, sql.scope.actor.name],
  );
  return learned.length > 0;
}

/** Returns whether it was known. */
export async function forgetIban(
  sql: ScopedSql,
  customerId: string,
  iban: string,
): Promise<boolean> {
  const gone = await sql.rows(
    'delete from customer_iban where customer_id = $1 and iban = $2 returning id',
    [customerId, iban],
  );
  return gone.length > 0;
}

/** What was learned by these postings alone. */
export async function forgetLearned(sql: ScopedSql, entryIds: readonly string[]): Promise<void> {
  await sql.rows('delete from customer_iban where learned_from = any($1::uuid[])', [entryIds]);
}
