import { v7 as uuid } from 'uuid';
import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { accountHolds } from '@backhaul/domain/money/limits';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import type { FinanceValues } from '@backhaul/domain/settings/finance';
import { changingEach, lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { closedOn, sayClosed } from '../closing/index.ts';
import { applyDefaults } from '../fields/index.ts';
import { numbersOfMany, sayCollision } from '../numbers/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { lowerBalances, writeLateFees } from './lateFees.store.ts';

/** A late fee to be charged to a locked customer. */
export interface NewLateFee {
  /** The invoice that it is for. */
  invoiceId: string;
  customer: { id: string; number: number; balanceMinor: bigint };
  partner: { id: string; path: string; number: number };
  settings: Pick<FinanceValues, 'paymentDueDays' | 'invoiceNumberFormat'>;
  /** Its one line, with its tax. */
  line: PlannedLine;
}

/** A late fee that could not be charged, and why. */
export interface LeftFee {
  fee: NewLateFee;
  reason: string;
}

/**
 * Charges late fees as of a day, each as a one-line invoice of its own; a constant number of
 * statements for any number of customers, whose rows must be locked. Those of a partner whose number
 * format gives no number or whose books are closed on that day, and what no account holds, are left,
 * with words. Source: billing rules, Invoices, Late fee.
 */
export async function issueLateFees(
  sql: ScopedSql,
  on: string,
  fees: readonly NewLateFee[],
): Promise<LeftFee[]> {
  const tooMuch = fees.filter(
    ({ customer, line }) =>
      !accountHolds(customer.balanceMinor, customer.balanceMinor - line.total),
  );
  const partners = new Map(fees.map(({ partner }) => [partner.id, partner]));
  const closed = await closedOn(sql, [...partners.values()], on);
  const left = [
    ...tooMuch.map(sayTooMuch),
    ...fees.flatMap((fee): LeftFee[] => {
      const through = closed.get(fee.partner.id);
      return through && !tooMuch.includes(fee) ? [{ fee, reason: sayClosed(through) }] : [];
    }),
  ];
  const held = fees.filter((fee) => !left.some((each) => each.fee === fee));
  if (!held.length) return left;
  const { numbers, collisions } = await numbersOfMany(
    sql,
    'INVOICE',
    held.map(({ partner, customer, settings }) => ({
      partner,
      format: settings.invoiceNumberFormat,
      vars: { customerId: customer.number, partnerId: partner.number, date: on },
    })),
  );
  const rows = held.flatMap(({ invoiceId, customer, partner, settings, line }, i) =>
    collisions.has(partner.id)
      ? []
      : [
          {
            id: uuid(),
            forId: invoiceId,
            customerId: customer.id,
            number: numbers[i],
            dueDate: dueDateFor(on, settings.paymentDueDays),
            dueAtOnce: settings.paymentDueDays <= 0,
            ...line,
          },
        ],
  );
  if (rows.length) {
    const issuers = new Set(held.map(({ partner }) => partner.id));
    const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, [...issuers]);
    await lookingUp(sql, () => writeLateFees(sql, on, rows, printed));
    await changingEach(sql, () => lowerBalances(sql, rows));
    await applyDefaults(
      sql,
      'INVOICE',
      rows.map(({ id }) => id),
    );
    for (const { id, customerId } of rows)
      sql.happened('invoiceIssued', { customerId, invoiceId: id, on });
  }
  return [
    ...left,
    ...held.flatMap((fee): LeftFee[] => {
      const collision = collisions.get(fee.partner.id);
      return collision ? [{ fee, reason: sayCollision(collision) }] : [];
    }),
  ];
}

const sayTooMuch = (fee: NewLateFee): LeftFee => ({
  fee,
  reason: 'with this fee the account would owe more than it can hold',
});
