import { v7 as uuid } from 'uuid';
import {
  carry,
  prepaidStatus,
  type Carried,
  type PrepaidStatus,
} from '@backhaul/domain/charging/prepaid';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { groupBy } from '../../kit/groupBy.ts';
import { got } from '../../platform/must.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDays } from '../closing/index.ts';
import { moveStatus } from '../customers/index.ts';
import { numbersOfMany } from '../numbers/index.ts';
import { billableCustomers, planJson, writeCharges, type Billable } from '../runs/index.ts';
import { partnerNumbers, stoppedSince } from './prepaid.store.ts';

/** A customer who pays ahead, and what its balance carries. */
export interface CarriedCustomer {
  customer: Billable;
  carried: Carried;
  status: PrepaidStatus | null;
}

export interface Reach {
  through: LocalDate;
  /** Money came: services that stood still, or never ran, go on from that day. Else those of who is blocked do. */
  resumes: boolean;
}

/**
 * What customers' balances carry through a day; who is billed otherwise, or inactive, is not among
 * them. The same few statements for any number of customers.
 */
export async function carried(
  sql: ScopedSql,
  ids: readonly string[],
  { through, resumes }: Reach,
  locking: '' | 'for update' = '',
): Promise<CarriedCustomer[]> {
  const stopped = await stoppedSince(sql, ids, locking);
  const customers = await billableCustomers(sql, [...stopped.keys()]);
  return customers
    .filter(({ facts }) => facts.status !== 'INACTIVE')
    .flatMap((customer) => {
      const { facts } = customer;
      const byRules = stopped.get(facts.id) != null;
      if (facts.status === 'BLOCKED' && !byRules) return [];
      // who had service all the time has no day left out, however late its money is entered
      const stood = facts.status === 'BLOCKED' || (resumes && facts.status === 'NEW');
      const far = carry(facts, customer.balance, { through, resumes: stood ? through : null });
      const status = prepaidStatus(facts, far, byRules);
      // money blocks nobody: what it does not cover is the night's
      const kept = resumes && facts.status === 'ACTIVE' && status?.to === 'BLOCKED';
      return [{ customer, carried: far, status: kept ? null : status }];
    });
}

/**
 * Charges what the balances of locked customers carry and moves their statuses, as of a day: a
 * constant number of statements for each day that is charged, for any number of customers.
 */
export async function carryOut(
  sql: ScopedSql,
  all: readonly CarriedCustomer[],
  on: LocalDate,
): Promise<void> {
  // whose numbers cannot be given waits, with all that follows, for the next night
  const waiting = new Set<string>();
  const most = all.reduce((days, { carried: { charges } }) => Math.max(days, charges.length), 0);
  for (let i = 0; i < most; i += 1)
    await charge(
      sql,
      all.filter(({ carried: { charges } }) => charges.length > i),
      i,
      waiting,
    );
  await moveStatus(
    sql,
    all.flatMap(({ customer: { facts }, carried: { charges }, status }) =>
      status
        ? [
            {
              customerId: facts.id,
              // its first charge made it active
              from: facts.status === 'NEW' && charges.length ? ('ACTIVE' as const) : facts.status,
              ...status,
            },
          ]
        : [],
    ),
    on,
    { byHand: false },
  );
  await tell(
    sql,
    all.filter(({ carried: { charges }, status }) => charges.length > 0 || status !== null),
  );
}

/** The same charge of each: one date after the other, as they may differ. */
async function charge(
  sql: ScopedSql,
  all: readonly CarriedCustomer[],
  index: number,
  waiting: Set<string>,
): Promise<void> {
  for (const [on, of] of groupBy(all, ({ carried: { charges } }) => charges[index].on)) {
    const plans = of
      .filter(({ customer }) => !waiting.has(customer.partnerId))
      .map(({ customer, carried: { charges } }) => ({ customer, plan: charges[index].plan }));
    const numbersOf = await partnerNumbers(
      sql,
      plans.map(({ customer }) => customer.partnerId),
    );
    // days of a closed month are charged on the first open day
    const openDay = await firstOpenDays(
      sql,
      plans.map(({ customer }) => ({ id: customer.partnerId, path: customer.partnerPath })),
      on,
    );
    const dateOf = ({ partnerId }: Billable) => openDay(partnerId);
    const invoiced = plans.filter(({ plan }) => plan.createsInvoice);
    const { numbers, collisions } = await numbersOfMany(
      sql,
      'INVOICE',
      invoiced.map(({ customer }) => ({
        partner: { id: customer.partnerId, path: customer.partnerPath },
        format: customer.facts.settings.invoiceNumberFormat,
        vars: {
          customerId: customer.number,
          partnerId: got(numbersOf, customer.partnerId),
          date: dateOf(customer),
        },
      })),
    );
    for (const partnerId of collisions.keys()) waiting.add(partnerId);
    const held = plans.filter(({ customer }) => !waiting.has(customer.partnerId));
    const numberOf = new Map(invoiced.map(({ customer }, i) => [customer.facts.id, numbers[i]]));
    const charges = held.map(({ customer, plan }) => ({
      customerId: customer.facts.id,
      partnerId: customer.partnerId,
      customerNumber: customer.number,
      chargeId: uuid(),
      invoiceId: plan.createsInvoice ? uuid() : null,
      number: numberOf.get(customer.facts.id) ?? null,
      documentDate: dateOf(customer),
      dueDate: dueDateFor(dateOf(customer), 0),
      dueAtOnce: true,
      // its price is that of its period, not of parts of months
      plan: { ...planJson(customer, plan), billingDay: null },
    }));
    await writeCharges(sql, null, on, charges);
    for (const { customerId, invoiceId, documentDate } of charges)
      if (invoiceId) sql.happened('invoiceIssued', { customerId, invoiceId, on: documentDate });
  }
}

async function tell(sql: ScopedSql, all: readonly CarriedCustomer[]): Promise<void> {
  const byPath = groupBy(all, ({ customer }) => customer.partnerPath);
  for (const [path, of] of byPath) {
    await announce(sql, { topic: 'finance', path });
    for (const { customer } of of)
      await announce(sql, { topic: 'account', path, id: customer.facts.id });
  }
}
