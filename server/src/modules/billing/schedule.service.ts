import { earliestUncharged, nextBillingDate } from '../../domain/schedule.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/settings.store.ts';
import { billableCustomers, customersBelow, type Billable } from './facts.store.ts';

const CHUNK = 5000;

/**
 * Computes the next billing date anew for customers whose services or settings changed, and tells open previews that
 * their facts did. A subtree is gone through in bounded chunks.
 */
export async function reschedule(sql: ScopedSql, which: { customerIds: readonly string[] } | { partnerPath: string }): Promise<void> {
  if ('customerIds' in which) {
    for (let i = 0; i < which.customerIds.length; i += CHUNK) {
      const ids = which.customerIds.slice(i, i + CHUNK);
      const partners = await sql.rows<{ id: string }>('select distinct partner_id id from customer where id = any($1)', [ids]);
      await store(sql, await billableCustomers(sql, await loadFinance(sql, partners.map((p) => p.id)), ids));
    }
    return;
  }
  const partners = await sql.rows<{ id: string }>(`select id from partner where path >= $1 and path < $1 || chr(1114111)`, [which.partnerPath]);
  const ids = partners.map((partner) => partner.id);
  const finance = await loadFinance(sql, ids);
  for (let after = 0; ;) {
    const chunk = await customersBelow(sql, finance, ids, after, CHUNK);
    await store(sql, chunk);
    if (chunk.length < CHUNK) return;
    after = chunk.at(-1)!.number;
  }
}

async function store(sql: ScopedSql, customers: readonly Billable[]): Promise<void> {
  if (!customers.length) return;
  const dates = customers.map(({ facts }) => nextBillingDate(facts.settings, facts.lastChargeOn, earliestUncharged(facts.services)));
  await sql.rows(`update customer c set next_billing_date = n.next from unnest($1::uuid[], $2::date[]) as n(id, next) where c.id = n.id`, [customers.map((customer) => customer.facts.id), dates]);
}
