import { area, type InvariantSql } from './amiss.ts';

/** Which numbers a counter gave: the texts before and after {next}, as a pattern where random parts stand in them. */
const COUNTERS = `
      select c.partner_id, c.kind, c.prefix, c.last,
        split_part(split_part(c.prefix, '{next}', 1), '{random}', 1) starts,
        length(split_part(c.prefix, '{next}', 1)) before,
        length(split_part(c.prefix, '{next}', 2)) after,
        c.prefix like '%{random}%' random,
        '^' || replace(replace(
          regexp_replace(c.prefix, '([^[:alnum:]{}])', '\\\\\\1', 'g'), '{random}', '[A-Z0-9]+'), '{next}', '([0-9]{1,18})')
          || '$' pattern
      from number_counter c
      where ${area('c')} and c.prefix like '%{next}%'`;

const numbered = (kind: string, table: string, column: string): string => `
        select d.${column} number from ${table} d
        where c.kind = '${kind}' and d.partner_id = c.partner_id
          and d.${column} >= c.starts and d.${column} < c.starts || chr(1114111)`;

/**
 * Each counter gave every number from 1 to the one it stands at, and each stands on a document. A number that fits two
 * counters counts for both: nothing is called missing that is there.
 */
export const NUMBERS: InvariantSql = {
  byIndex: true,
  checked: `select coalesce(sum(c.last), 0)::bigint from number_counter c where ${area('c')}`,
  amiss: [
    `select 'PARTNER' kind, p.id,
      p.name || ': ' || case g.kind when 'INVOICE' then 'invoices' when 'CREDIT_NOTE' then 'credit notes'
        when 'PROFORMA' then 'proformas' else 'receipts' end || ' ' || g.prefix "name", null currency,
      'numbers are given, the first that is missing is ' || g.missing what,
      g.there::text "found", g.last::text expected
    from (
      select c.partner_id, c.kind, c.prefix, c.last, count(n.n) there,
        coalesce(min(n.place) filter (where n.n <> n.place), count(n.n) + 1) missing
      from (${COUNTERS}) c
      left join lateral (
        select n, row_number() over (order by n) place
        from (
          select distinct case
            when c.random then (regexp_match(d.number, c.pattern))[1]
            when substr(d.number, c.before + 1, length(d.number) - c.before - c.after) ~ '^[0-9]{1,18}$'
              and right(d.number, c.after) = right(c.prefix, c.after)
              then substr(d.number, c.before + 1, length(d.number) - c.before - c.after)
            end::bigint n
          from (${numbered('INVOICE', 'invoice', 'number')}
        union all${numbered('CREDIT_NOTE', 'credit_note', 'number')}
        union all${numbered('PROFORMA', 'proforma', 'number')}
        union all${numbered('RECEIPT', 'payment', 'receipt_number')}) d
          where length(d.number) > c.before + c.after or c.random) n
        where n between 1 and c.last) n on true
      group by c.partner_id, c.kind, c.prefix, c.last) g
    join partner p on p.id = g.partner_id
    where g.there <> g.last`,
  ],
};
