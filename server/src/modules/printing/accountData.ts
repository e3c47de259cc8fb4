import { documentFileName } from '@backhaul/domain/text/fileName';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { originOf } from '@backhaul/domain/settlement/gatewayKind';
import { got } from '../../platform/must.ts';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadIssuer } from '../company/index.ts';
import { loadFinance } from '../settings/index.ts';
import {
  type AccountHolder,
  customerOf,
  openInvoicesOf,
  paymentOf,
  settledBy,
  userOf,
} from './account.store.ts';
import { statementOf } from './statement.ts';
import { customerView, type DocumentData, partyView, printedTemplate } from './documentData.ts';

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

function viewOf({ printed, currency, customFields }: AccountHolder): Record<string, unknown> {
  return customerView(printed, currency, customFields);
}

/** A customer of now, with the language of its documents: its own, or its partner's. Undefined outside the scope. */
async function spokenTo(sql: ScopedSql, id: string): Promise<AccountHolder | undefined> {
  const customer = await customerOf(sql, id);
  if (!customer || customer.printed.language !== undefined) return customer;
  const { partnerId, printed } = customer;
  const language = got(await loadFinance(sql, [partnerId]), partnerId).documentLanguage;
  return { ...customer, printed: { ...printed, language } };
}

/** What a mail to a customer, or to a user who forgot its password, says: its open invoices and what they add up to. */
export async function loadPerson(sql: ScopedSql, id: string): Promise<DocumentData> {
  const customer = await spokenTo(sql, id);
  if (!customer) return loadUser(sql, id);
  const digits = currencyDigits(customer.currency);
  const open = await openInvoicesOf(sql, id);
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
  const user = await userOf(sql, id);
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

/**
 * A payment with what it settled, for its receipt and its mail; tendered: what was handed over at the desk. Refuses
 * NOT_FOUND.
 */
export async function loadReceipt(
  sql: ScopedSql,
  id: string,
  tendered: bigint | null = null,
): Promise<DocumentData> {
  const row = await paymentOf(sql, id);
  const customer = row && (await spokenTo(sql, row.customerId));
  if (!row || !customer) throw notFound();
  const digits = currencyDigits(row.currency);
  const settled = await settledBy(sql, id);
  const waiting = row.waiting ?? 0n;
  const rest = row.reversed
    ? 0n
    : row.amount - row.refunded - waiting - settled.reduce((sum, each) => sum + each.amount, 0n);
  const base = await plain(sql, row.id, row.partnerId, `Receipt ${row.receiptNumber}`);
  return {
    ...base,
    issuer: row.issuer ?? base.issuer,
    template: printedTemplate(row),
    named: { word: 'receipt', number: row.receiptNumber },
    reversed: row.reversed,
    issuedAt: row.recordedAt,
    fileName: documentFileName('receipt', row.receiptNumber),
    data: {
      customer: customerView(row.billedTo ?? customer.printed, row.currency, customer.customFields),
      document: {
        number: row.receiptNumber,
        date: row.date,
        currency: row.currency,
        total: formatMinor(row.amount, digits),
        rest: rest > 0n ? formatMinor(rest, digits) : '',
        waiting: waiting > 0n ? formatMinor(waiting, digits) : '',
        proformaNumber: row.proformaNumber ?? '',
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
          ...(row.gateway ? [originOf(row.gateway, row.test)] : []),
        ].join(', '),
        by: row.method,
        origin: originOf(row.gateway, row.test) ?? '',
        tendered: tendered === null ? '' : formatMinor(tendered, digits),
        change: tendered === null ? '' : formatMinor(tendered - row.amount, digits),
        reference: '',
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
  const customer = await spokenTo(sql, customerId);
  if (!customer) throw notFound();
  const digits = currencyDigits(customer.currency);
  const money = (amount: bigint) => formatMinor(amount, digits);
  const statement = await statementOf(sql, customerId, { from, to }, ENTRIES_MAX);
  const { opening, debits, credits, closing, cut, entries } = statement;
  return {
    ...(await plain(sql, customer.id, customer.partnerId, 'Statement of account')),
    named: { word: 'statement', number: '' },
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
        closing: money(closing),
        more: cut,
        shown: String(entries.length),
        draft: false,
        void: false,
      },
      entries: entries.map((entry) => ({
        date: entry.date,
        description: entry.description,
        periodFrom: entry.period?.from ?? '',
        // one day is said once
        periodTo: entry.period && entry.period.to > entry.period.from ? entry.period.to : '',
        document: entry.document ?? '',
        debit: entry.type === 'DEBIT' ? money(entry.amount) : '',
        credit: entry.type === 'CREDIT' ? money(entry.amount) : '',
        balance: money(entry.balance),
      })),
    },
  };
}
