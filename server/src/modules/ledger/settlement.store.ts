import type { OpenCredit, OpenInvoice } from '@backhaul/domain/settlement/settlement';
import type { BillingType } from '@backhaul/domain/charging/facts';
import type { CustomerBillingOverrides } from '@backhaul/domain/settings/finance';
import { groupBy } from '../../kit/groupBy.ts';
import { changingEach, lookingUp, oneOf, rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * PAYMENT: money that came in for it, named or oldest due first. BALANCE: what was left of earlier
 * money, by itself. CREDIT_NOTE: a note, of the invoice that it is of. WRITE_OFF: a debt that will
 * not come.
 */
export type AllocatedBy = 'PAYMENT' | 'BALANCE' | 'CREDIT_NOTE' | 'WRITE_OFF';
export interface NewAllocation {
  customerId: string;
  partnerId: string;
  partnerPath: string;
  invoiceId: string;
  transactionId: string;
  paymentId: string | null;
  creditNoteId?: string | null;
  amount: bigint;
  madeBy: AllocatedBy;
  date: string;
}

/**
 * Records allocations and moves what is paid, what is left, and what notes settle, by exactly their
 * sums. The customers' rows must be locked.
 */
export async function allocateCredits(
  sql: ScopedSql,
  allocations: readonly NewAllocation[],
): Promise<void> {
  if (!allocations.length) return;
  const rows = JSON.stringify(allocations.map((a) => ({ ...a, amount: a.amount.toString() })));
  const given = `json_to_recordset($1::json) as a(
      "customerId" uuid, "partnerId" uuid, "partnerPath" text,
      "invoiceId" uuid, "transactionId" uuid, "paymentId" uuid, "creditNoteId" uuid,
      amount bigint, "madeBy" text, date date)`;
  await sql.rows(
    `insert into allocation (partner_id, partner_path, customer_id,
      invoice_id, transaction_id, payment_id, credit_note_id,
      amount_minor, made_by, date)
    select "partnerId", "partnerPath", "customerId",
      "invoiceId", "transactionId", "paymentId", "creditNoteId",
      amount, "madeBy", date
    from ${given}`,
    [rows],
  );
  await changingEach(sql, async () => {
    await sql.rows(
      `update invoice i
      set paid_minor = i.paid_minor + s.amount
      from (select "invoiceId" id, sum(amount)::bigint amount from ${given} group by 1) s
      where i.id = ${oneOf(`select "invoiceId" from ${given}`)} and i.id = s.id`,
      [rows],
    );
    await sql.rows(
      `update credit c
      set remaining_minor = c.remaining_minor - s.amount
      from (select "transactionId" id, sum(amount)::bigint amount from ${given} group by 1) s
      where c.transaction_id = ${oneOf(`select "transactionId" from ${given}`)}
        and c.transaction_id = s.id`,
      [rows],
    );
    // few customers have any: a run has no statement for them
    if (allocations.some((each) => each.creditNoteId))
      await sql.rows(
        `update credit_note n
        set applied_minor = n.applied_minor + s.amount
        from (
          select "creditNoteId" id, sum(amount)::bigint amount
          from ${given}
          where "creditNoteId" is not null group by 1) s
        where n.id = ${oneOf(`select "creditNoteId" from ${given}`)} and n.id = s.id`,
        [rows],
      );
  });
}

/** The customers' open invoices by customer, as the settlement rules want them; amounts in minor units. */
export async function openInvoices(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, OpenInvoice[]>> {
  const rows = await lookingUp(sql, () =>
    sql.rows<OpenInvoice & { customerId: string }>(
      `select id, customer_id "customerId", due_minor due, due_date "dueDate", document_date "documentDate", number
      from unnest($1::uuid[]) c(owner)
      cross join lateral (
        select * from invoice
        where customer_id = c.owner and due_minor > 0
        order by due_date
        offset 0) i`,
      [customerIds],
    ),
  );
  return groupBy(rows, (row) => row.customerId);
}

/** Unused money, and the payment or note that brought it. */
interface UnusedCredit extends OpenCredit {
  customerId: string;
  paymentId: string | null;
  creditNoteId: string | null;
}

/**
 * The customers' unused credits by customer, oldest first, without those that wait on a proforma;
 * who has none is not among them.
 */
export async function unusedCredits(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, UnusedCredit[]>> {
  const rows = await lookingUp(sql, () =>
    sql.rows<UnusedCredit>(
      `select transaction_id id, customer_id "customerId", payment_id "paymentId", credit_note_id "creditNoteId",
        remaining_minor remaining, date
      from unnest($1::uuid[]) c(id)
      cross join lateral (
        select * from credit
        where customer_id = c.id and remaining_minor > 0 and proforma_id is null
        offset 0) k
      order by date, transaction_id`,
      [customerIds],
    ),
  );
  return groupBy(rows, (row) => row.customerId);
}

/**
 * What customers' balances are, in minor units, what of them waits on proforma invoices, and how they
 * are billed.
 */
export function balancesOf(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<
  {
    id: string;
    partnerId: string;
    partnerPath: string;
    balanceMinor: bigint;
    waitingMinor: bigint;
    billingType: BillingType;
    billing: CustomerBillingOverrides;
  }[]
> {
  return sql.rows(
    `select c.id, partner_id "partnerId", partner_path "partnerPath", balance_minor "balanceMinor",
      billing_type "billingType", billing, ${waitingOf('c.id')} "waitingMinor"
    from ${rowsById('customer', '$1', 'c')}`,
    [customerIds],
  );
}

/** What of a customer's money waits on proforma invoices, in minor units, as SQL. */
export function waitingOf(customerId: string): string {
  return `coalesce((
        select sum(w.remaining_minor) from credit w
        where w.customer_id = ${customerId} and w.proforma_id is not null), 0)::bigint`;
}

/** Takes amounts, in minor units, from what is left of credits: they went elsewhere. */
export async function spendCredits(
  sql: ScopedSql,
  spent: readonly { transactionId: string; amountMinor: bigint }[],
): Promise<void> {
  await sql.rows(
    `update credit c
    set remaining_minor = c.remaining_minor - s.amount
    from unnest($1::uuid[], $2::bigint[]) s(id, amount)
    where c.transaction_id = s.id`,
    [spent.map(({ transactionId }) => transactionId), spent.map(({ amountMinor }) => amountMinor)],
  );
}
