import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What contacts of a customer can be sent instead of the customer. */
export type Topic = 'INVOICES' | 'REMINDERS';

/**
 * Whom at customer c messages of a topic go to by a channel: the addresses of all contacts that get
 * them, text messages to the first number of each; without any, "to" null, the customer wherever its
 * own details point when it goes. None where there is no address at all. mark: tells the messages of
 * one cause apart. channel: SQL.
 */
export function addressees(topic: Topic, channel = 'r.channel'): string {
  const reached = `case ${channel} when 'EMAIL' then t.emails else t.phones[1:1] end`;
  const named = `t.customer_id = c.id and '${topic}' = any (t.topics)`;
  return `(
    select distinct on (lower(a."to")) a."to", ':' || lower(a."to") mark
    from contact t
    cross join lateral unnest(${reached}) a("to")
    where ${named}
    union all
    select null, ''
    where case ${channel} when 'EMAIL' then c.email else c.phone end is not null
      and not exists (
        select 1 from contact t where ${named} and cardinality(${reached}) > 0)
    offset 0)`;
}

/** The same of one customer by mail, as a list. */
export async function mailedAddresses(
  sql: ScopedSql,
  customerId: string,
  topic: Topic,
): Promise<(string | null)[]> {
  const rows = await sql.rows<{ to: string | null }>(
    `select d."to"
    from customer c
    cross join lateral ${addressees(topic, "'EMAIL'")} d
    where c.id = $1
    order by d.mark`,
    [customerId],
  );
  return rows.map(({ to }) => to);
}
