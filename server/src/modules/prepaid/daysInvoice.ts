import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { reversed } from '@backhaul/domain/money/reverseCharge';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { owingTheirTax } from '../customers/index.ts';
import { issuePaidAhead } from '../invoices/index.ts';
import { billableCustomers } from '../runs/index.ts';
import { consumedIn, partnerNumbers, type ConsumedRow } from './prepaid.store.ts';

/**
 * The invoices of the month that ended, of locked customers who are charged by days: what was
 * charged of each service, as one line. They move no balance. On other days than the first of a
 * month nothing. Source: billing rules, Prepaid, Prepaid (daily).
 */
export async function invoiceDays(
  sql: ScopedSql,
  ids: readonly string[],
  on: LocalDate,
): Promise<void> {
  if (!on.endsWith('-01') || !ids.length) return;
  const customers = (await billableCustomers(sql, ids)).filter(
    ({ facts }) => facts.billingType === 'PREPAID_DAILY' && facts.settings.autoCreateInvoices,
  );
  if (!customers.length) return;
  const month = { from: addMonths(on, -1), to: on };
  const consumed = groupBy(
    await consumedIn(
      sql,
      customers.map(({ facts }) => facts.id),
      month,
    ),
    ({ customerId }) => customerId,
  );
  const owing = await owingTheirTax(sql, [...consumed.keys()]);
  const numbersOf = await partnerNumbers(
    sql,
    customers.map(({ partnerId }) => partnerId),
  );
  await issuePaidAhead(
    sql,
    customers.flatMap(({ facts, number, partnerId, partnerPath }) => {
      const rows = consumed.get(facts.id) ?? [];
      return rows.length
        ? [
            {
              customer: { id: facts.id, number, currency: facts.currency },
              partner: { id: partnerId, path: partnerPath, number: numbersOf.get(partnerId) ?? 0 },
              format: facts.settings.invoiceNumberFormat,
              documentDate: on,
              ofPayment: null,
              ofMonth: month.from,
              lines: rows.map((row) =>
                toLine(owing.has(facts.id) && row.tax === 0n ? { ...row, ...reversed(row) } : row),
              ),
            },
          ]
        : [];
    }),
  );
}

function toLine(row: ConsumedRow): PlannedLine {
  const { serviceId, description, unitPrice, quantity, taxPercent, taxTerms, taxIncluded } = row;
  return {
    kind: row.category === 'Discount' ? 'DISCOUNT' : row.from ? 'SERVICE' : 'SETUP',
    serviceId,
    itemId: null,
    description,
    quantity,
    unitPrice,
    periodFrom: row.from,
    periodTo: row.to,
    net: row.total - row.tax,
    taxPercent,
    taxTerms,
    taxIncluded,
    tax: row.tax,
    total: row.total,
    category: row.category === 'Discount' ? 'Discount' : 'Service',
  };
}
