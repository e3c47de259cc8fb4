import { paymentReferenceOf, type PaymentReferenceKind } from '@backhaul/domain/bank/references';
import { documentFileName } from '@backhaul/domain/text/fileName';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { originOf } from '@backhaul/domain/settlement/gatewayKind';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Issuer, loadIssuers } from '../company/index.ts';
import { customerView, type DocumentData, printedTemplate } from './documentData.ts';
import { epcOf, swissOf } from './codes.ts';
import {
  type PrintedInvoice,
  type PrintedLine,
  type PrintedPayment,
  printedInvoices,
  printedLines,
  printedPayments,
} from './invoices.store.ts';
import { isReverseCharge, shownLines, shownTaxes } from './lines.ts';
import { got } from '../../platform/must.ts';
import { loadFinance, loadPayments } from '../settings/index.ts';

/** Invoices with all that is printed on them: a fixed number of statements for any number. */
export async function loadInvoices(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<DocumentData[]> {
  const rows = await printedInvoices(sql, ids);
  const lines = await printedLines(sql, ids);
  const paid = await printedPayments(sql, ids);
  const without = rows.filter((row) => !row.issuer).map((row) => row.partnerId);
  const issuers = without.length
    ? await loadIssuers(sql, without)
    : new Map<string, { issuer: Issuer }>();
  // a draft is not printed for ever yet: its customer is the one of now
  const drafts = rows.filter(({ state, customer }) => state === 'DRAFT' && !customer.language);
  const finance = await loadFinance(
    sql,
    drafts.map(({ partnerId }) => partnerId),
  );
  for (const { customer, partnerId } of drafts)
    customer.language = got(finance, partnerId).documentLanguage;
  const references = await loadPayments(sql, [...new Set(rows.map(({ partnerId }) => partnerId))]);
  const linesOf = groupBy(lines, (line) => line.invoiceId);
  const paidOf = groupBy(paid, (payment) => payment.invoiceId);
  return rows.map((row) =>
    invoiceData(
      row,
      linesOf.get(row.id) ?? [],
      paidOf.get(row.id) ?? [],
      row.issuer ?? got(issuers, row.partnerId).issuer,
      got(references, row.partnerId).paymentReference,
    ),
  );
}

/** A text of several lines as templates go through it. */
function linesOfText(text: string | null | undefined): { text: string }[] {
  return (text ?? '').split(/\r?\n/).flatMap((line) => (line.trim() ? { text: line.trim() } : []));
}

function invoiceData(
  row: PrintedInvoice,
  lines: readonly PrintedLine[],
  settled: readonly PrintedPayment[],
  issuer: Issuer,
  reference: PaymentReferenceKind,
): DocumentData {
  const digits = currencyDigits(row.currency);
  const money = (amount: bigint) => formatMinor(amount, digits);
  const { shown, printed } = shownLines(lines, row.currency);
  const written = settled.reduce((sum, each) => sum + (each.writtenOff ? each.amount : 0n), 0n);
  const paid = settled.filter(({ writtenOff }) => !writtenOff);
  const paidMinor = row.paid - written;
  const credited = paid.reduce((sum, each) => sum + (each.creditNote ? each.amount : 0n), 0n);
  const received = paidMinor - credited;
  const isDue = row.state === 'ISSUED' && row.due > 0n;
  const status =
    row.state !== 'ISSUED'
      ? row.state
      : row.due <= 0n
        ? 'PAID'
        : row.paid > 0n
          ? 'PARTIALLY_PAID'
          : 'UNPAID';
  const number = row.number ?? '';
  const toPay = { due: isDue ? row.due : 0n, currency: row.currency, number, reference };
  return {
    id: row.id,
    partnerId: row.partnerId,
    issuer,
    template: printedTemplate(row),
    title: number ? `Invoice ${number}` : 'Draft invoice',
    swiss: swissOf(issuer, row.customer, toPay).bill,
    named: { word: number ? 'invoice' : 'draftInvoice', number },
    issuedAt: row.issuedAt ?? row.createdAt,
    fileName: documentFileName('invoice', number || 'draft'),
    data: {
      customer: customerView(row.customer, row.currency, row.customerFields),
      document: {
        number,
        date: row.documentDate,
        dueDate: row.dueDate,
        issuedAt: row.issuedAt?.toISOString() ?? '',
        currency: row.currency,
        status,
        void: row.state === 'VOID',
        voidReason: row.voidReason ?? '',
        draft: row.state === 'DRAFT',
        isDue,
        net: money(row.net),
        tax: money(row.tax),
        total: money(row.total),
        paid: paidMinor > 0n ? money(paidMinor) : '',
        received: received > 0n ? money(received) : '',
        credited: credited > 0n ? money(credited) : '',
        writtenOff: written > 0n ? money(written) : '',
        due: money(row.state === 'DRAFT' ? row.total : row.due),
        reverseCharge: isReverseCharge(shown),
        customFields: row.customFields,
        note: linesOfText(row.note ?? issuer.invoiceNote),
        terms: linesOfText(row.terms ?? issuer.invoiceTerms),
      },
      lines: printed,
      taxes: shownTaxes(shown, row.currency),
      payments: paid
        .filter(({ creditNote }) => creditNote === null)
        .map(({ amount, date, receiptNumber, gateway, test }) => ({
          amount: money(amount),
          date,
          receiptNumber: [receiptNumber ?? '', ...(gateway ? [originOf(gateway, test)] : [])].join(
            ', ',
          ),
        })),
      credits: paid.flatMap(({ amount, date, creditNote }) =>
        creditNote === null ? [] : [{ amount: money(amount), date, number: creditNote }],
      ),
      payment: {
        method: '',
        by: '',
        origin: '',
        reference: number && paymentReferenceOf(number, reference),
        qr: epcOf(issuer, toPay),
      },
    },
  };
}
