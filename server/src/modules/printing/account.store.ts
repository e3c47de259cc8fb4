import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { originOf, type GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Issuer, loadIssuer } from '../company/index.ts';
import { billedTo } from '../invoices/index.ts';
import {
  customerView,
  partyView,
  printedTemplate,
  type DocumentData,
  type PrintedCustomer,
} from './data.store.ts';

/** More would be a book; the statement says when there are more. */
const ENTRIES_MAX = 2000;
const METHODS: Record<string, string> = {
  CASH: 'Cash',
  BANK_TRANSFER: 'Bank transfer',
  CARD: 'Card',
  REFILL_CARD: 'Refill card',
  DIRECT_DEBIT: 'Direct debit',
  OTHER: 'Other',
};

interface CustomerRow {
  id: string;
  partnerId: string;
  number: number;
  balance: bigint;
  currency: string;
  printed: PrintedCustomer;
  customFields: Record<string, unknown>;
}
const CUSTOMER = `
  c.id, c.partner_id "partnerId", c.number,
  c.balance_minor balance, c.currency,
  ${billedTo('c.balance_minor', 'true')} printed, c.custom_fields "customFields"`;

function viewOf({ printed, currency, customFields }: CustomerRow): Record<string, unknown> {
  return customerView(printed, currency, customFields);
}

async function customerRow(sql: ScopedSql, id: string): Promise<CustomerRow | null> {
  const [row] = await sql.rows<CustomerRow>(`select ${CUSTOMER} from customer c where c.id = $1`, [
    id,
  ]);
  return row ?? null;
}

/** What a mail to a customer, or to a user who forgot its password, says: its open invoices and what they add up to. */
export async function loadPerson(sql: ScopedSql, id: string): Promise<DocumentData> {
  const customer = await customerRow(sql, id);
  if (!customer) return loadUser(sql, id);
  const digits = currencyDigits(customer.currency);
  const open = await sql.rows<{
    number: string;
    date: string;
    dueDate: string;
    total: bigint;
    due: bigint;
  }>(
    `select number, document_date date, due_date "dueDate", total_minor total, due_minor due
    from invoice
    where customer_id = $1 and due_minor > 0
    order by due_date, number
    limit 100`,
    [id],
  );
  const invoiced = open.reduce((sum, invoice) => sum + invoice.due, 0n);
  const due = invoiced > -customer.balance ? invoiced : -customer.balance;
  return {
    ...(await plain(sql, customer.id, customer.partnerId, '')),
    data: {
      customer: viewOf(customer),
      document: {
        currency: customer.currency,
        number: '',
        due: formatMinor(due, digits),
        isDue: due > 0n,
      },
      invoices: open.map((invoice) => ({
        ...invoice,
        total: formatMinor(invoice.total, digits),
        due: formatMinor(invoice.due, digits),
      })),
    },
  };
}

async function loadUser(sql: ScopedSql, id: string): Promise<DocumentData> {
  const [user] = await sql.rows<{ id: string; partnerId: string; name: string; email: string }>(
    'select id, partner_id "partnerId", name, email from app_user where id = $1',
    [id],
  );
  if (!user) throw notFound();
  return {
    ...(await plain(sql, user.id, user.partnerId, '')),
    data: {
      customer: {
        number: '',
        login: user.email,
        ...partyView({ name: user.name, email: user.email }),
      },
      document: {},
      invoices: [],
    },
  };
}

async function plain(
  sql: ScopedSql,
  id: string,
  partnerId: string,
  title: string,
): Promise<Omit<DocumentData, 'data'>> {
  return {
    id,
    partnerId,
    issuer: await loadIssuer(sql, partnerId),
    template: null,
    title,
    issuedAt: new Date(),
    fileName: 'document.pdf',
  };
}

interface PaymentRow {
  id: string;
  partnerId: string;
  customerId: string;
  receiptNumber: string;
  amount: bigint;
  currency: string;
  date: string;
  method: string;
  gateway: GatewayKind | null;
  recordedAt: Date;
  reversed: boolean;
  reversedOn: string | null;
  reason: string | null;
  billedTo: PrintedCustomer | null;
  source: string | null;
  layout: number | null;
  issuer: Issuer | null;
  customFields: Record<string, unknown>;
}

/** A payment with what it settled, for its receipt and its mail. Refuses NOT_FOUND. */
export async function loadReceipt(sql: ScopedSql, id: string): Promise<DocumentData> {
  const [row] = await sql.rows<PaymentRow>(
    `select
      p.id, p.partner_id "partnerId", p.customer_id "customerId", p.receipt_number "receiptNumber",
      p.amount_minor amount, p.currency,
      p.date, p.method, p.gateway_kind gateway, p.recorded_at "recordedAt",
      p.reversed_at is not null reversed, p.reversed_on "reversedOn", p.reversal_reason reason,
      p.billed_to "billedTo", p.custom_fields "customFields",
      t.source, t.layout, v.details issuer
    from payment p
    left join template_version t on t.id = p.template_version_id
    left join company_version v on v.id = p.company_version_id
    where p.id = $1`,
    [id],
  );
  const customer = row && (await customerRow(sql, row.customerId));
  if (!row || !customer) throw notFound();
  const digits = currencyDigits(row.currency);
  const settled = await sql.rows<{ number: string; date: string; amount: bigint }>(
    `select i.number, i.document_date date, sum(a.amount_minor)::bigint amount
    from allocation a
    join invoice i on i.id = a.invoice_id
    where a.payment_id = $1
    group by i.id, i.number, i.document_date
    having sum(a.amount_minor) > 0
    order by i.document_date, i.number`,
    [id],
  );
  const rest = row.reversed
    ? 0n
    : row.amount - settled.reduce((sum, each) => sum + each.amount, 0n);
  const base = await plain(sql, row.id, row.partnerId, `Receipt ${row.receiptNumber}`);
  return {
    ...base,
    issuer: row.issuer ?? base.issuer,
    template: printedTemplate(row),
    reversed: row.reversed,
    issuedAt: row.recordedAt,
    fileName: `receipt-${row.receiptNumber.replace(/[^\w.-]+/g, '-')}.pdf`,
    data: {
      customer: customerView(row.billedTo ?? customer.printed, row.currency, customer.customFields),
      document: {
        number: row.receiptNumber,
        date: row.date,
        currency: row.currency,
        total: formatMinor(row.amount, digits),
        rest: rest > 0n ? formatMinor(rest, digits) : '',
        void: row.reversed,
        voidReason: row.reason ?? '',
        voidDate: row.reversedOn ?? '',
        draft: false,
        customFields: row.customFields,
      },
      allocations: settled.map((each) => ({ ...each, amount: formatMinor(each.amount, digits) })),
      payment: {
        method: [
          METHODS[row.method] ?? row.method,
          ...(row.gateway ? [originOf(row.gateway)] : []),
        ].join(', '),
        origin: originOf(row.gateway) ?? '',
        qr: '',
      },
    },
  };
}

/** A customer's ledger from one day to another, with the balance before and after. Refuses NOT_FOUND. */
export async function loadStatement(
  sql: ScopedSql,
  customerId: string,
  from: string,
  to: string,
): Promise<DocumentData> {
  const customer = await customerRow(sql, customerId);
  if (!customer) throw notFound();
  const digits = currencyDigits(customer.currency);
  const money = (amount: bigint) => formatMinor(amount, digits);
  const { opening, debits, credits, count } = await sql.row<{
    opening: bigint;
    debits: bigint;
    credits: bigint;
    count: number;
  }>(
    `select
      coalesce(
        sum(case when type = 'CREDIT' then amount_minor else -amount_minor end)
          filter (where date < $2::date),
        0
      )::bigint opening,
      coalesce(sum(amount_minor) filter (where date >= $2::date and type = 'DEBIT'), 0)::bigint debits,
      coalesce(sum(amount_minor) filter (where date >= $2::date and type = 'CREDIT'), 0)::bigint credits,
      (count(*) filter (where date >= $2::date))::int count
    from ledger_transaction
    where customer_id = $1 and date <= $3::date`,
    [customerId, from, to],
  );
  const entries = await sql.rows<{
    date: string;
    type: string;
    amount: bigint;
    description: string;
    document: string | null;
  }>(
    `select
      t.date, t.type, t.amount_minor amount, t.description,
      coalesce(
        i.number,
        case
          when p.receipt_number is not null
            and right(t.description, length(p.receipt_number)) <> p.receipt_number
          then p.receipt_number
        end
      ) document
    from ledger_transaction t
    left join invoice i on i.id = t.invoice_id
    left join payment p on p.id = t.payment_id
    where t.customer_id = $1 and t.date between $2::date and $3::date
    order by t.date, t.seq
    limit ${ENTRIES_MAX}`,
    [customerId, from, to],
  );
  let balance = opening;
  return {
    ...(await plain(sql, customer.id, customer.partnerId, 'Statement of account')),
    fileName: `statement-${customer.number}-${from}-${to}.pdf`,
    issuedAt: new Date(`${to}T00:00:00Z`),
    data: {
      customer: viewOf(customer),
      document: {
        number: '',
        from,
        to,
        date: to,
        currency: customer.currency,
        opening: money(opening),
        debits: money(debits),
        credits: money(credits),
        closing: money(opening + credits - debits),
        more: count > entries.length,
        shown: String(entries.length),
        draft: false,
        void: false,
      },
      entries: entries.map((entry) => {
        balance += entry.type === 'CREDIT' ? entry.amount : -entry.amount;
        return {
          date: entry.date,
          description: entry.description,
          document: entry.document ?? '',
          debit: entry.type === 'DEBIT' ? money(entry.amount) : '',
          credit: entry.type === 'CREDIT' ? money(entry.amount) : '',
          balance: money(balance),
        };
      }),
    },
  };
}
