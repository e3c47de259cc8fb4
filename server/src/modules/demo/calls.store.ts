import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Lines that people speak over whose calls nobody wrote down yet, with who sells them, the first customers first. */
export function voiceLines(
  sql: ScopedSql,
  on: string,
  most: number,
): Promise<{ id: string; partnerId: string }[]> {
  return sql.rows(
    `select s.id, s.partner_id "partnerId"
    from service s
    join tariff t on t.id = s.tariff_id
    join customer c on c.id = s.customer_id
    where t.kind = 'VOICE' and s.start_date < $1::date - 60 and s.end_date is null
      and c.status = 'ACTIVE' and c.billing_type = 'RECURRING'
      and not exists (select from usage_record)
    order by c.number
    limit $2`,
    [on, most],
  );
}
