import { v7 as uuid } from 'uuid';
import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { applyDefaults } from '../fields/index.ts';
import { numbersOfMany } from '../numbers/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { lineJson } from './lines.store.ts';
import { writePaidAhead } from './paidAhead.store.ts';

/** The tax document of what a locked customer paid before. */
export interface PaidAhead {
  customer: { id: string; number: number; currency: string };
  partner: { id: string; path: string; number: number };
  /** Of its number. */
  format: string;
  documentDate: LocalDate;
  /** What it is of: a payment, or the month (by its first day) whose days were charged one by one. */
  ofPayment: string | null;
  ofMonth: LocalDate | null;
  lines: readonly PlannedLine[];
}

/**
 * Issues invoices of what is paid already: each has its number and is paid; no balance moves, and
 * nothing is allocated to it. A constant number of statements for any number of them. Those of a
 * partner whose number format gives no number are left for the next time.
 */
export async function issuePaidAhead(
  sql: ScopedSql,
  documents: readonly PaidAhead[],
): Promise<void> {
  if (!documents.length) return;
  const { numbers, collisions } = await numbersOfMany(
    sql,
    'INVOICE',
    documents.map(({ partner, customer, format, documentDate }) => ({
      partner,
      format,
      vars: { customerId: customer.number, partnerId: partner.number, date: documentDate },
    })),
  );
  const rows = documents.flatMap((document, i) => {
    const { partner, customer, documentDate, ofPayment, ofMonth, lines } = document;
    const sum = (key: 'net' | 'tax' | 'total') =>
      String(lines.reduce((all, line) => all + line[key], 0n));
    return collisions.has(partner.id)
      ? []
      : [
          {
            id: uuid(),
            customerId: customer.id,
            number: numbers[i],
            documentDate,
            dueDate: dueDateFor(documentDate, 0),
            ofPayment,
            ofMonth,
            net: sum('net'),
            tax: sum('tax'),
            total: sum('total'),
            lines: lines.map(lineJson),
          },
        ];
  });
  if (!rows.length) return;
  const issuers = new Set(documents.map(({ partner }) => partner.id));
  const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, [...issuers]);
  await lookingUp(sql, () => writePaidAhead(sql, rows, printed));
  await applyDefaults(
    sql,
    'INVOICE',
    rows.map(({ id }) => id),
  );
  for (const { id, customerId, documentDate: on } of rows)
    sql.happened('invoiceIssued', { customerId, invoiceId: id, on });
}
