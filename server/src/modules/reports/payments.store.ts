import type { Asked } from './asked.ts';
import type { Params } from './params.ts';
import { ofWhom, placed } from './where.store.ts';

/** Money that came above zero, what was taken or given back of it below, by how it came or went. */
export function paymentFacts(asked: Asked, p: Params): string {
  const where = [
    placed(asked, p, 't'),
    `t.currency = ${p.add(asked.currency, 'text')}`,
    `t.date >= ${p.add(asked.from, 'date')}`,
    `t.date <= ${p.add(asked.to, 'date')}`,
    `coalesce(t.reversed_category, t.category) in ('Payment', 'Refund')`,
    ...ofWhom(asked, p, 't'),
  ].join('\n      and ');
  const refund = `coalesce(t.reversed_category, t.category) = 'Refund'`;
  const amount = `case t.type when 'CREDIT' then t.amount_minor else -t.amount_minor end`;
  return `select t.partner_id, t.customer_id, t.date, coalesce(b.method, y.method) "method",
      y.recorded_by_id by_user,
      case when not ${refund} and t.type = 'CREDIT' then t.amount_minor else 0 end m_paid,
      case when not ${refund} and t.type = 'DEBIT' then -t.amount_minor else 0 end m_reversed,
      case when ${refund} then ${amount} else 0 end m_refunded,
      ${amount} m_amount,
      case when not ${refund} and t.type = 'CREDIT' then 1 else 0 end m_count, 1 n
    from ledger_transaction t
    left join payment y on y.id = t.payment_id
    left join refund b on ${refund}
      and b.transaction_id = case when t.type = 'DEBIT' then t.id else t.reverses_id end
    where ${where}`;
}
