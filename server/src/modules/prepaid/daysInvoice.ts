import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { discountShown } from '@backhaul/domain/charging/daysDiscount';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { reversed } from '@backhaul/domain/money/reverseCharge';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDays } from '../closing/index.ts';
import { owingTheirTax } from '../customers/index.ts';
import { issuePaidAhead } from '../invoices/index.ts';
import { billableCustomers, type Billable } from '../runs/index.ts';
import { consumedIn, partnerNumbers, showDays, type ConsumedRow } from './prepaid.store.ts';

/** So many months back a month without its invoice is looked for: a night that was missed makes up for them. */
const MONTHS_BACK = 12;

/**
 * The invoices of months that ended, of locked customers who are charged by days: what was charged
 * of each service, as one line, and one for its discounts. They move no balance, and are dated on
 * the 1st after, or the first open day. A month has one. Source: billing rules, Prepaid, Prepaid (daily).
 */
export async function invoiceDays(
  sql: ScopedSql,
  ids: readonly string[],
  on: LocalDate,
): Promise<void> {
  if (!ids.length) return;
  const customers = (await billableCustomers(sql, ids)).filter(
    ({ facts }) => facts.billingType === 'PREPAID_DAILY' && facts.settings.autoCreateInvoices,
  );
  if (!customers.length) return;
  const to = `${on.slice(0, 8)}01`;
  const months = { from: addMonths(to, -MONTHS_BACK), to };
  const consumed = await consumedIn(
    sql,
    customers.map(({ facts }) => facts.id),
    months,
  );
  // in their order, as they were read
  for (const [month, rows] of groupBy(consumed, (row) => row.month)) {
    await issueMonth(sql, month, customers, rows);
    await showDays(
      sql,
      rows.map(({ customerId }) => customerId),
      month,
      months,
    );
  }
}

async function issueMonth(
  sql: ScopedSql,
  month: LocalDate,
  customers: readonly Billable[],
  consumed: readonly ConsumedRow[],
): Promise<void> {
  const rowsOf = groupBy(consumed, ({ customerId }) => customerId);
  const billed = customers.filter(({ facts }) => {
    const rows = rowsOf.get(facts.id) ?? [];
    return rows.reduce((sum, { total }) => sum + total, 0n) > 0n;
  });
  const owing = await owingTheirTax(
    sql,
    billed.map(({ facts }) => facts.id),
  );
  const partners = billed.map(({ partnerId: id, partnerPath: path }) => ({ id, path }));
  const numbersOf = await partnerNumbers(
    sql,
    partners.map(({ id }) => id),
  );
  const openDay = await firstOpenDays(sql, partners, addMonths(month, 1));
  await issuePaidAhead(
    sql,
    billed.map(({ facts, number, partnerId, partnerPath }) => ({
      customer: { id: facts.id, number, currency: facts.currency },
      partner: { id: partnerId, path: partnerPath, number: numbersOf.get(partnerId) ?? 0 },
      format: facts.settings.invoiceNumberFormat,
      documentDate: openDay(partnerId),
      ofPayment: null,
      ofMonth: month,
      lines: (rowsOf.get(facts.id) ?? []).flatMap((row) =>
        discountShown(
          toLine(
            owing.has(facts.id) && row.tax === 0n ? { ...row, ...reversed(row) } : row,
            currencyDigits(facts.currency),
          ),
          row.days,
          facts,
        ),
      ),
    })),
  );
}

function toLine(row: ConsumedRow, digits: number): PlannedLine {
  const { serviceId, description, taxPercent, taxTerms, taxIncluded, unitPrice, category } = row;
  const net = row.total - row.tax;
  return {
    kind: kindOf(row),
    serviceId,
    itemId: null,
    description,
    // what was given back is an amount by itself
    quantity: unitPrice === null ? '1' : row.quantity,
    unitPrice: unitPrice ?? formatMinor(taxIncluded ? row.total : net, digits),
    periodFrom: row.from,
    periodTo: row.to,
    net,
    taxPercent,
    taxTerms,
    taxIncluded,
    tax: row.tax,
    total: row.total,
    category: category === 'Discount' || category === 'Usage' ? category : 'Service',
  };
}

function kindOf({ category, from }: ConsumedRow): PlannedLine['kind'] {
  if (category === 'Discount') return 'DISCOUNT';
  if (category === 'Usage') return 'USAGE';
  return from ? 'SERVICE' : 'SETUP';
}
