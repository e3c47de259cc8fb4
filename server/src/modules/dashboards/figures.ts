import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import {
  add,
  div,
  fromDecimal,
  fromInt,
  mul,
  type Fraction,
} from '@backhaul/domain/money/fraction';
import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { SignedPlace } from '../settings/index.ts';
import type { Area } from './area.ts';
import { clocksOf, overdueAhead, type Ahead, type Asked, type Kept } from './figures.store.ts';

const EVER = { from: null, before: null };

/**
 * All sums that the finance metrics of an area are made of. today: the earliest day of any partner
 * in it; billed: the places whose customers are billed unless they say otherwise.
 */
export function askedOf(area: Area, today: LocalDate, billed: readonly SignedPlace[]) {
  const month = { from: area.month, before: area.nextMonth };
  const lastMonth = { from: area.lastMonth, before: area.month };
  // what is to come is little beside what is past
  const notYet = { from: addDays(area.today, 1), before: null };
  const sinceMonth = { from: area.month, before: null };
  return {
    invoiced: { figure: 'INVOICED', ...month },
    invoicedLast: { figure: 'INVOICED', ...lastMonth },
    paid: { figure: 'PAID', ...month },
    paidLast: { figure: 'PAID', ...lastMonth },
    issued: { figure: 'ISSUED', ...month },
    voided: { figure: 'VOIDED', ...month },
    received: { figure: 'RECEIVED', ...month },
    reversed: { figure: 'REVERSED', ...month },
    credited: { figure: 'CREDITED', ...month },
    refunded: { figure: 'REFUNDED', ...month },
    writtenOff: { figure: 'WRITTEN_OFF', ...month },
    issuedEver: { figure: 'ISSUED', ...EVER },
    open: { figure: 'OPEN', ...EVER },
    notYetDue: { figure: 'OPEN', from: today, before: null },
    debt: { figure: 'DEBT', ...EVER },
    blockedDebt: { figure: 'BLOCKED_DEBT', ...EVER },
    active: { figure: 'ACTIVE', ...EVER },
    blocked: { figure: 'BLOCKED', ...EVER },
    fresh: { figure: 'CUSTOMERS', ...month },
    recurring: { figure: 'RECURRING', ...EVER },
    recurringNotYet: { figure: 'RECURRING', ...notYet },
    recurringSince: { figure: 'RECURRING', ...sinceMonth },
    inherited: { figure: 'RECURRING_INHERITED', of: billed, ...EVER },
    inheritedNotYet: { figure: 'RECURRING_INHERITED', of: billed, ...notYet },
    inheritedSince: { figure: 'RECURRING_INHERITED', of: billed, ...sinceMonth },
  } as const satisfies Record<string, Asked>;
}

/** An amount in minor units. */
export function minorOf(kept: readonly Kept[]): bigint {
  return kept.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}

/** How many there are. */
export function countOf(kept: readonly Kept[]): number {
  return Number(kept.reduce((sum, { n }) => sum + n, 0n));
}

const HUNDRED = fromInt(100);

/** Exact, in whole currency units, net of the tax that prices hold: 119 at 19 percent is 119 x 100 / 119. */
export function netOf(kept: readonly Kept[]): Fraction {
  return kept.reduce(
    (sum, { rate, amount }) =>
      add(sum, div(mul(fromDecimal(amount), HUNDRED), add(HUNDRED, fromDecimal(rate)))),
    fromInt(0),
  );
}

/** The earliest day of any partner of an area, and the clocks that show a later one already. */
interface Todays {
  today: LocalDate;
  ahead: Ahead[];
}

/** The earliest day of any partner of the area, and the clocks that show a later one already. */
export async function todaysOf(app: App, sql: ScopedSql, area: Area): Promise<Todays> {
  return todaysAt(app, area, await clocksOf(sql, area));
}

/** The same, by the clocks that are known already. */
export function todaysAt(app: App, area: Area, clocks: readonly PartnerClock[]): Todays {
  const days = clocks.map((clock) => ({
    clock,
    today: app.clock.today(clock),
  }));
  const today = days.map((each) => each.today).sort()[0] ?? area.today;
  return { today, ahead: days.filter((each) => each.today > today) };
}

export interface Open {
  outstanding: bigint;
  count: number;
  overdue: bigint;
  overdueCount: number;
}

/**
 * What is open, and of it what is past its due date by the day it is at the invoice's partner, as
 * the list of invoices counts it.
 */
export async function openOf(
  sql: ScopedSql,
  area: Area,
  { today, ahead }: Awaited<ReturnType<typeof todaysOf>>,
  { open, notYetDue }: Record<'open' | 'notYetDue', readonly Kept[]>,
): Promise<Open> {
  const more = ahead.length ? await overdueAhead(sql, area, today, ahead) : { amount: 0n, n: 0n };
  return {
    outstanding: minorOf(open),
    count: countOf(open),
    overdue: minorOf(open) - minorOf(notYetDue) + more.amount,
    overdueCount: countOf(open) - countOf(notYetDue) + Number(more.n),
  };
}
