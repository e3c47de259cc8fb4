import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { planManualLines } from '@backhaul/domain/documents/documentLines';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { reversed } from '@backhaul/domain/money/reverseCharge';
import { byDate } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { owingTheirTax } from '../customers/index.ts';
import { issuePaidAhead, voidInvoice } from '../invoices/index.ts';
import { taxOfDay } from '../ledger/index.ts';
import { billableCustomers } from '../runs/index.ts';
import { carried, carryOut } from './carry.ts';
import {
  documentsOfPayments,
  partnerNumbers,
  prepayments,
  type Prepayment,
} from './prepaid.store.ts';

/**
 * After money came in: what waited for it begins on that day, a blocked customer is active again
 * where all that is due is covered. Of who has services that run, nothing is due.
 */
export async function renewAfterMoney(
  sql: ScopedSql,
  accounts: readonly { customerId: string; on: string }[],
): Promise<void> {
  for (const [on, all] of byDate(accounts)) {
    const ids = [...new Set(all.map(({ customerId }) => customerId))];
    await carryOut(sql, await carried(sql, ids, { through: on, resumes: true }, 'for update'), on);
  }
}

/**
 * The invoices of payments, of who pays ahead by periods and has each payment invoiced: one line
 * over all of it, its tax inside. Source: billing rules, Prepaid, Issue invoice after payment.
 */
export async function invoicePrepayments(
  sql: ScopedSql,
  recorded: readonly Happenings['paymentRecorded'][],
): Promise<void> {
  const payments = await prepayments(
    sql,
    recorded.map(({ paymentId }) => paymentId),
  );
  if (!payments.length) return;
  const customers = await billableCustomers(
    sql,
    payments.map(({ customerId }) => customerId),
  );
  const byId = new Map(customers.map((customer) => [customer.facts.id, customer]));
  const numbersOf = await partnerNumbers(
    sql,
    customers.map(({ partnerId }) => partnerId),
  );
  const owing = await owingTheirTax(
    sql,
    customers.map(({ facts }) => facts.id),
  );
  const documents = [];
  for (const payment of payments) {
    const customer = byId.get(payment.customerId);
    if (!customer?.facts.settings.prepaidInvoiceAfterPayment) continue;
    const { facts, number, partnerId, partnerPath } = customer;
    const { settings, currency } = facts;
    documents.push({
      customer: { id: facts.id, number, currency },
      partner: { id: partnerId, path: partnerPath, number: numbersOf.get(partnerId) ?? 0 },
      format: settings.invoiceNumberFormat,
      documentDate: payment.date,
      ofPayment: payment.id,
      ofMonth: null,
      lines: await linesOf(sql, payment, currency, settings, owing.has(facts.id)),
    });
  }
  await issuePaidAhead(sql, documents);
}

async function linesOf(
  sql: ScopedSql,
  { amount, date: on }: Pick<Prepayment, 'amount' | 'date'>,
  currency: string,
  settings: Parameters<typeof planManualLines>[1] & {
    prepaidItemText: string;
    prepaidTaxRateId: string | null;
  },
  owes: boolean,
): Promise<PlannedLine[]> {
  const digits = currencyDigits(currency);
  const tax = await taxOfDay(sql, settings.prepaidTaxRateId, on);
  return planManualLines(
    [
      {
        description: settings.prepaidItemText,
        quantity: '1',
        unitPrice: formatMinor(amount, digits),
        ...(owes ? reversed(tax) : tax),
        taxIncluded: true,
      },
    ],
    settings,
    digits,
  );
}

/** The invoices of payments that were reversed are void with them. */
export async function voidPrepayments(
  sql: ScopedSql,
  reversed: readonly Happenings['paymentReversed'][],
): Promise<void> {
  const ids = reversed.map(({ paymentId }) => paymentId);
  for (const { id, receiptNumber } of await documentsOfPayments(sql, ids))
    await voidInvoice(sql, id, `Payment ${receiptNumber} reversed`, sql.today);
}
