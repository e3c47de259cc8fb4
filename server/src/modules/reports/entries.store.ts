import type { Asked } from './asked.ts';
import type { Params } from './params.ts';
import { ofWhat, ofWhom, placed } from './where.store.ts';

/** The entry of a credit note: one for all its lines. */
const OF_NOTE = `t.category = 'Service' and t.credit_note_id is not null`;
/** The category of a credit note's line, by its kind. */
const LINE_CATEGORY = `case l.kind when 'DISCOUNT' then 'Discount' when 'USAGE' then 'Usage' else 'Service' end`;
const SIGN = `case t.type when 'DEBIT' then 1 else -1 end`;

/** Why nothing is taken, where the percent does not say it. */
export const taxCategory = (row: string): string =>
  `case when ${row}.tax_terms ->> 'category' not in ('S', 'Z') then ${row}.tax_terms ->> 'category' end`;

/** How entries are read. */
export interface EntriesRead {
  /** Each line of a credit note by itself: what it is of is not told by its entry. */
  lines: boolean;
  /** Of whatever day, with the days that they are for. */
  periods: boolean;
}

/**
 * Entries of the ledger as a report counts them, as a `select`: with tax and what they are of, above zero where they
 * lower a balance. What takes another entry back counts in the category of that one, and for its days.
 */
export function entriesRead(asked: Asked, p: Params, { lines, periods }: EntriesRead): string {
  const where = (of: string) =>
    [
      placed(asked, p, 't'),
      `t.currency = ${p.add(asked.currency, 'text')}`,
      ...(periods
        ? []
        : [`t.date >= ${p.add(asked.from, 'date')}`, `t.date <= ${p.add(asked.to, 'date')}`]),
      ...ofWhom(asked, p, 't'),
      ...ofWhat(asked, p, of),
    ].join('\n      and ');
  const [own, ofLine] = periods
    ? [
        `, coalesce(t.period_from, r.period_from) period_from, coalesce(t.period_to, r.period_to) period_to,
      t.reverses_id is not null taken_back`,
        ', l.period_from, l.period_to, true',
      ]
    : ['', ''];
  const whole = `select t.partner_id, t.customer_id, t.date, t.service_id,
      coalesce(t.reversed_category, t.category) category,
      t.tax_percent, ${taxCategory('t')} tax_category,
      ${SIGN} * t.amount_minor gross, ${SIGN} * t.tax_minor tax, false of_note${own}
    from ledger_transaction t
    ${periods ? 'left join ledger_transaction r on r.id = t.reverses_id and t.reversed_category is not null' : ''}
    where ${where('t')}`;
  if (!lines) return whole;
  return `${whole} and not (${OF_NOTE})
    union all
    select t.partner_id, t.customer_id, t.date, l.service_id, ${LINE_CATEGORY}, l.tax_percent, ${taxCategory('l')},
      -l.total_minor, -l.tax_minor, true${ofLine}
    from ledger_transaction t
    join credit_note_line l on l.credit_note_id = t.credit_note_id
    where ${OF_NOTE} and ${where('l')}`;
}
