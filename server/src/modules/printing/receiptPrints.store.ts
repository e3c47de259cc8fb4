import type { ScopedSql } from '../../tenancy/boundary.ts';

/** What only the desk knows of a payment that it took; tendered: what was handed over, in minor units. */
interface DeskPayment {
  partnerId: string;
  partnerPath: string;
  tendered: bigint | null;
}

/** A payment that was taken at a desk; undefined of any other, and outside the scope. */
export async function takenAtDesk(
  sql: ScopedSql,
  paymentId: string,
): Promise<DeskPayment | undefined> {
  const [payment] = await sql.rows<DeskPayment>(
    `select p.partner_id "partnerId", p.partner_path "partnerPath", m.tendered_minor tendered
    from payment p
    left join lateral (
      select tendered_minor from till_movement
      where payment_id = p.id and kind = 'PAYMENT'
      limit 1) m on true
    where p.id = $1 and p.source = 'CASH_DESK'`,
    [paymentId],
  );
  return payment;
}

/** Counts a print of a receipt; how manieth it is. Two at once get numbers of their own. */
export async function countPrint(
  sql: ScopedSql,
  paymentId: string,
  { partnerId, partnerPath }: DeskPayment,
): Promise<number> {
  const { prints } = await sql.row<{ prints: number }>(
    `insert into receipt_print (payment_id, partner_id, partner_path)
    values ($1, $2, $3)
    on conflict (payment_id) do update set prints = receipt_print.prints + 1
    returning prints`,
    [paymentId, partnerId, partnerPath],
  );
  return prints;
}

/** Gives a number back that nothing was printed with, unless somebody has the next one already. */
export async function uncountPrint(sql: ScopedSql, paymentId: string, copy: number): Promise<void> {
  await sql.rows(
    'update receipt_print set prints = prints - 1 where payment_id = $1 and prints = $2',
    [paymentId, copy],
  );
}
