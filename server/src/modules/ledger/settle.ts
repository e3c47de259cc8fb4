import { applyCredits, type OpenInvoice } from '@backhaul/domain/settlement/settlement';
import { byDate, groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { got } from '../../platform/must.ts';

/**
 * PAYMENT: money that came in for it, named or oldest due first. BALANCE: what was left of earlier
 * money, by itself.
 */
export type AllocatedBy = 'PAYMENT' | 'BALANCE';
export interface NewAllocation {
  customerId: string;
  partnerId: string;
  partnerPath: string;
  invoiceId: string;
  transactionId: string;
  paymentId: string | null;
  amount: bigint;
  madeBy: AllocatedBy;
  date: string;
}

/**
 * Records allocations and moves what is paid and what is left by exactly their sums. The customers'
 * rows must be locked.
 */
export async function allocateCredits(
  sql: ScopedSql,
  allocations: readonly NewAllocation[],
): Promise<void> {
  if (!allocations.length) return;
  const rows = JSON.stringify(allocations.map((a) => ({ ...a, amount: a.amount.toString() })));
  const given = `json_to_recordset($1::json) as a(
      "customerId" uuid, "partnerId" uuid, "partnerPath" text,
      "invoiceId" uuid, "transactionId" uuid, "paymentId" uuid,
      amount bigint, "madeBy" text, date date)`;
  await sql.rows(
    `insert into allocation (partner_id, partner_path, customer_id,
      invoice_id, transaction_id, payment_id,
      amount_minor, made_by, date)
    select "partnerId", "partnerPath", "customerId",
      "invoiceId", "transactionId", "paymentId",
      amount, "madeBy", date
    from ${given}`,
    [rows],
  );
  await sql.rows(
    `update invoice i
    set paid_minor = i.paid_minor + s.amount
    from (select "invoiceId" id, sum(amount)::bigint amount from ${given} group by 1) s
    where i.id = s.id`,
    [rows],
  );
  await sql.rows(
    `update credit c
    set remaining_minor = c.remaining_minor - s.amount
    from (select "transactionId" id, sum(amount)::bigint amount from ${given} group by 1) s
    where c.transaction_id = s.id`,
    [rows],
  );
}

interface CreditRow {
  id: string;
  customer_id: string;
  payment_id: string | null;
  remaining: bigint;
  date: string;
}
interface InvoiceRow extends OpenInvoice {
  customer_id: string;
}

/** A customer's open invoices, as the settlement rules want them. */
export async function openInvoices(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, InvoiceRow[]>> {
  const rows = await sql.rows<InvoiceRow>(
    `select id, customer_id, due_minor due, due_date "dueDate", document_date "documentDate", number
    from invoice
    where customer_id = any($1) and due_minor > 0`,
    [customerIds],
  );
  return groupBy(rows, (row) => row.customer_id);
}

/**
 * The balance pays invoices by itself: unused credit settles what is open, oldest first, as far as the customer's money
 * is not needed for entries that stand on no invoice. The customers' rows must be locked. on: when it counts as paid.
 */
export async function settleFromBalance(
  sql: ScopedSql,
  accounts: readonly { customerId: string; on: string }[],
): Promise<void> {
  for (const [on, all] of byDate(accounts)) {
    const once = new Set(all.map((account) => account.customerId));
    await settleOn(sql, [...once], on);
  }
}

async function settleOn(
  sql: ScopedSql,
  customerIds: readonly string[],
  date: string,
): Promise<void> {
  const credits = groupBy(
    await sql.rows<CreditRow>(
      `select transaction_id id, customer_id, payment_id, remaining_minor remaining, date
      from credit
      where customer_id = any($1) and remaining_minor > 0
      order by date, transaction_id`,
      [customerIds],
    ),
    (row) => row.customer_id,
  );
  if (!credits.size) return;
  const owners = [...credits.keys()];
  const open = await openInvoices(sql, owners);
  const accounts = await sql.rows<{
    id: string;
    partner_id: string;
    partner_path: string;
    balance_minor: bigint;
  }>('select id, partner_id, partner_path, balance_minor from customer where id = any($1)', [
    owners,
  ]);
  await allocateCredits(
    sql,
    accounts.flatMap((account) => {
      const invoices = open.get(account.id) ?? [];
      const available =
        account.balance_minor + invoices.reduce((sum, invoice) => sum + invoice.due, 0n);
      if (available <= 0n || !invoices.length) return [];
      const own = got(credits, account.id);
      const paymentOf = new Map(own.map((credit) => [credit.id, credit.payment_id]));
      return applyCredits(own, invoices, available).map((each) => ({
        customerId: account.id,
        partnerId: account.partner_id,
        partnerPath: account.partner_path,
        invoiceId: each.invoiceId,
        transactionId: each.creditId,
        paymentId: paymentOf.get(each.creditId) ?? null,
        amount: each.amount,
        madeBy: 'BALANCE',
        date,
      }));
    }),
  );
}
