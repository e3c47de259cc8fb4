import { AGES } from '@backhaul/domain/reports/ageing';
import type { Asked } from './asked.ts';
import type { Params } from './params.ts';
import { ofWhom, placed } from './where.store.ts';

/**
 * What of invoices is due at the end of a day, by how long ago it was due then: what settled them later is added again.
 */
export function ageingFacts(asked: Asked, p: Params): string {
  const on = p.add(asked.to, 'date');
  const where = (row: string) => [placed(asked, p, row), ...ofWhom(asked, p, row)].join(' and ');
  const columns = AGES.map(({ key, from, to }) => {
    const within = [
      from === null ? 'true' : `late >= ${from}`,
      to === null ? 'true' : `late <= ${to}`,
    ].join(' and ');
    return `case when ${within} then due else 0 end "m_${key}"`;
  }).join(', ');
  return `with
    later as materialized (
      select a.invoice_id, sum(a.amount_minor) amount
      from allocation a
      where ${where('a')} and a.date > ${on}
      group by 1),
    open as (
      select i.partner_id, i.customer_id, ${on} - i.due_date late,
        case when i.of_payment is not null or i.of_month is not null then 0
          when i.state = 'ISSUED' then i.due_minor + coalesce(l.amount, 0)
          when i.void_on > ${on} then i.total_minor - coalesce(s.amount, 0)
          else 0 end due
      from invoice i
      left join later l on l.invoice_id = i.id
      left join lateral (
        select sum(a.amount_minor) amount from allocation a
        where i.void_on > ${on} and a.invoice_id = i.id and a.date <= ${on}) s on true
      where ${where('i')} and i.currency = ${p.add(asked.currency, 'text')} and i.document_date <= ${on}
        and (i.due_minor > 0 or l.amount is not null or i.void_on > ${on}))
    select partner_id, customer_id, ${on} date, ${columns}, due m_due, 1 m_count, 1 n
    from open where due <> 0`;
}
