import type { CustomerFacts } from '@backhaul/domain/charging/facts';
import type { ChargePlan } from '@backhaul/domain/charging/plan';
import { rehearse, withPrices, type RehearsedDays } from '@backhaul/domain/charging/rehearse';
import { addDays, addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { last } from '../../platform/must.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { billableCustomers, countDue, dueCustomers, type Billable } from '../runs/index.ts';
import { followersOf, partnersBelow } from './rehearsal.store.ts';
import { Differences, MonthSums } from './sums.ts';

/** Customers whose months are gone through at once: nobody else waits for long. */
const CHUNK = 250;

/** What is rehearsed: a place of the tree, or one customer. */
export interface Rehearsing {
  path: string;
  customerId: string | null;
  from: LocalDate;
  /** See RehearsedDays. */
  late?: LocalDate;
  months: number;
  /** Other prices, by tariff. */
  prices: ReadonlyMap<string, string>;
}

/** A charge of a customer, on the day of its run. */
export interface RehearsedCharge {
  customer: Billable;
  on: LocalDate;
  plan: ChargePlan;
}

/** What came of it, so far. */
export interface Rehearsed {
  months: MonthSums;
  /** The same without other prices. */
  unchanged: MonthSums;
  differences: Differences;
  /** The customers that were gone through last, and their charges. */
  customers: readonly Billable[];
  charges: readonly RehearsedCharge[];
  /** From 0 to 1. */
  progress: number;
}

/**
 * Goes through the runs of months to come, chunk by chunk, by the path of preview, and writes
 * nothing; what is known after each chunk is given out. The day that it begins and ends with are
 * those of calendar months, the first from the day that is asked for.
 */
export async function* rehearsed(
  app: App,
  scope: Scope,
  asked: Rehearsing,
): AsyncGenerator<Rehearsed, void> {
  const days = daysOf(asked);
  const firsts = Array.from({ length: asked.months }, (_, n) => addMonths(monthOf(asked.from), n));
  const result: Rehearsed = {
    months: new MonthSums(firsts),
    unchanged: new MonthSums(firsts),
    differences: new Differences(),
    customers: [],
    charges: [],
    progress: 0,
  };
  if (asked.customerId !== null) {
    const id = asked.customerId;
    const { customers, priced } = await app.boundary.inSql(scope, async (sql) => ({
      customers: await billableCustomers(sql, [id]),
      priced: await pricesOf(sql, [id], asked),
    }));
    const charges = customers.flatMap((customer) => add(result, customer, priced, asked, days));
    yield { ...result, customers, charges, progress: 1 };
    return;
  }
  const on = addDays(days.until, -1);
  const { partnerIds, candidates } = await app.boundary.inSql(scope, async (sql) => {
    const ids = await partnersBelow(sql, asked.path);
    return { partnerIds: ids, candidates: await countDue(sql, ids, on) };
  });
  let seen = 0;
  for (let after: number | null = 0; after !== null;) {
    const from: number = after;
    const { customers, priced } = await app.boundary.inSql(scope, async (sql) => {
      const found = await dueCustomers(sql, partnerIds, {
        on,
        after: from,
        limit: CHUNK,
        candidates,
      });
      const ids = found.map(({ facts }) => facts.id);
      return { customers: found, priced: await pricesOf(sql, ids, asked) };
    });
    const charges = customers.flatMap((customer) => add(result, customer, priced, asked, days));
    seen += customers.length;
    after = customers.length < CHUNK ? null : last(customers).number;
    yield {
      ...result,
      customers,
      charges,
      progress: after === null ? 1 : Math.min(seen / Math.max(candidates, 1), 0.99),
    };
  }
}

function monthOf(date: LocalDate): LocalDate {
  return `${date.slice(0, 8)}01`;
}

/** From the day asked for to the end of the last month. */
export function daysOf({
  from,
  months,
  late,
}: Pick<Rehearsing, 'from' | 'months' | 'late'>): RehearsedDays {
  return { from, until: addMonths(monthOf(from), months), late };
}

async function pricesOf(
  sql: Parameters<typeof followersOf>[0],
  customerIds: readonly string[],
  { prices }: Rehearsing,
): Promise<Map<string, string>> {
  const followers = await followersOf(sql, customerIds, [...prices.keys()]);
  return new Map(
    followers.flatMap(({ id, tariffId }): [string, string][] => {
      const price = prices.get(tariffId);
      return price === undefined ? [] : [[id, price]];
    }),
  );
}

/** A customer as runs to come find it: what follows another plan is there from its day on. */
export function wholeOf({ facts, waiting }: Billable): CustomerFacts {
  return { ...facts, services: [...facts.services, ...waiting] };
}

function add(
  { months, unchanged, differences }: Rehearsed,
  customer: Billable,
  priced: ReadonlyMap<string, string>,
  { from }: Rehearsing,
  days: RehearsedDays,
): RehearsedCharge[] {
  const whole = wholeOf(customer);
  const plain = [...rehearse(whole, days)];
  const other = withPrices(whole, priced, from);
  // at the same prices the same comes of it
  const charges = other === whole ? plain : [...rehearse(other, days)];
  for (const { on, plan } of plain) unchanged.add(on, plan);
  for (const { on, plan } of charges) months.add(on, plan);
  const sum = (all: typeof plain) => all.reduce((total, { plan }) => total + plan.total, 0n);
  const { id: customerId, currency } = customer.facts;
  differences.add({ customerId, currency, before: sum(plain), after: sum(charges) });
  return charges.map((charge) => ({ customer, ...charge }));
}
