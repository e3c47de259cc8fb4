import { documentFileName } from '@backhaul/domain/text/fileName';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { customerView, type DocumentData, printedTemplate } from './documentData.ts';
import { epcOf } from './codes.ts';
import { isReverseCharge, shownLines, shownTaxes } from './lines.ts';
import {
  type PrintedProforma,
  printedProformaLines,
  type PrintedProformaLine,
  printedProformas,
} from './proformas.store.ts';

/** Proforma invoices with all that is printed on them. */
export async function loadProformas(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<DocumentData[]> {
  const proformas = await printedProformas(sql, ids);
  const lines = groupBy(await printedProformaLines(sql, ids), (line) => line.proformaId);
  return proformas.map((each) => proformaData(each, lines.get(each.id) ?? []));
}

function proformaData(
  proforma: PrintedProforma,
  stored: readonly PrintedProformaLine[],
): DocumentData {
  const { number, currency, status, issuer } = proforma;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  const lines = shownLines(stored, currency);
  const isDue = status === 'UNPAID';
  const due = isDue ? proforma.total - proforma.paid : 0n;
  const paid = status === 'VOID' ? proforma.received : proforma.paid;
  const openAgain = proforma.invoiceDue ?? 0n;
  return {
    id: proforma.id,
    partnerId: proforma.partnerId,
    issuer,
    template: printedTemplate(proforma),
    title: `Proforma invoice ${number}`,
    named: { word: 'proforma', number },
    issuedAt: proforma.createdAt,
    fileName: documentFileName('proforma', number),
    data: {
      customer: customerView(proforma.customer, currency, proforma.customerFields),
      document: {
        number,
        invoiceNumber: proforma.invoiceNumber ?? '',
        invoiceDue: openAgain > 0n ? money(openAgain) : '',
        date: proforma.documentDate,
        dueDate: proforma.dueDate,
        issuedAt: proforma.createdAt.toISOString(),
        currency,
        status,
        void: status === 'VOID',
        voidReason: proforma.voidReason ?? '',
        draft: false,
        isDue,
        net: money(proforma.net),
        tax: money(proforma.tax),
        total: money(proforma.total),
        paid: paid > 0n ? money(paid) : '',
        due: money(due),
        reverseCharge: isReverseCharge(lines.shown),
        customFields: proforma.customFields,
      },
      lines: lines.printed,
      taxes: shownTaxes(lines.shown, currency),
      payment: {
        method: '',
        by: '',
        origin: '',
        reference: number,
        // its number is what is looked for, whatever invoices are named by
        qr: epcOf(issuer, { due: isDue ? due : 0n, currency, number, reference: 'NUMBER' }),
      },
    },
  };
}
