import { earliestToCharge, nextBillingDate } from '../../domain/schedule.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billableCustomers } from './facts.store.ts';

const CHUNK = 5000;

/**
 * Computes the next billing date anew for customers whose services, items or settings changed, and tells open previews
 * that their facts did. A subtree is gone through in bounded chunks.
 */
export async function reschedule(sql: ScopedSql, which: { customerIds: readonly string[] } | { partnerPath: string }): Promise<void> {
  if ('customerIds' in which) {
    for (let i = 0; i < which.customerIds.length; i += CHUNK) await store(sql, which.customerIds.slice(i, i + CHUNK));
    return;
  }
  const partners = await sql.rows<{ id: string }>(`select id from partner where path >= $1 and path < $1 || chr(1114111)`, [which.partnerPath]);
  for (let after = 0; ;) {
    const chunk = await sql.rows<{ id: string; number: number }>('select id, number from customer where partner_id = any($1) and number > $2 order by number limit $3', [partners.map((partner) => partner.id), after, CHUNK]);
    await store(sql, chunk.map((customer) => customer.id));
    if (chunk.length < CHUNK) return;
    after = chunk.at(-1)!.number;
  }
}

/** Locked before they are read, in one order everywhere: a charge that comes between would be undone by the older date. */
async function store(sql: ScopedSql, customerIds: readonly string[]): Promise<void> {
  if (!customerIds.length) return;
  await sql.rows('select 1 from customer where id = any($1) order by id for update', [customerIds]);
  const customers = await billableCustomers(sql, customerIds);
  const dates = customers.map(({ facts }) => nextBillingDate(facts.settings, facts.lastChargeOn, earliestToCharge(facts)));
  await sql.rows(`update customer c set next_billing_date = n.next from unnest($1::uuid[], $2::date[]) as n(id, next) where c.id = n.id`, [customers.map((customer) => customer.facts.id), dates]);
}
