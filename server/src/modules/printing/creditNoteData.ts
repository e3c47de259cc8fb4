import { documentFileName } from '@backhaul/domain/text/fileName';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  printedNoteLines,
  printedNotes,
  type PrintedNote,
  type PrintedNoteLine,
} from './creditNotes.store.ts';
import { customerView, type DocumentData, printedTemplate } from './documentData.ts';
import { isReverseCharge, shownLines, shownTaxes } from './lines.ts';

/** Credit notes with all that is printed on them. */
export async function loadCreditNotes(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<DocumentData[]> {
  const notes = await printedNotes(sql, ids);
  const lines = groupBy(await printedNoteLines(sql, ids), (line) => line.noteId);
  return notes.map((note) => creditNoteData(note, lines.get(note.id) ?? []));
}

function creditNoteData(note: PrintedNote, stored: readonly PrintedNoteLine[]): DocumentData {
  const { number, currency } = note;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  const lines = shownLines(
    stored.map((line) => ({ ...line, billingDay: null })),
    currency,
  );
  return {
    id: note.id,
    partnerId: note.partnerId,
    issuer: note.issuer,
    template: printedTemplate(note),
    title: `Credit note ${number}`,
    named: { word: 'creditNote', number },
    issuedAt: note.createdAt,
    fileName: documentFileName('credit-note', number),
    data: {
      customer: customerView(note.customer, currency, note.customerFields),
      document: {
        number,
        invoiceNumber: note.invoiceNumber ?? '',
        invoiceDate: note.invoiceDate ?? '',
        date: note.documentDate,
        issuedAt: note.createdAt.toISOString(),
        currency,
        reason: note.reason,
        void: false,
        draft: false,
        net: money(note.net),
        tax: money(note.tax),
        total: money(note.total),
        reverseCharge: isReverseCharge(lines.shown),
        customFields: note.customFields,
      },
      lines: lines.printed,
      taxes: shownTaxes(lines.shown, currency),
    },
  };
}
