import {
  delayOf,
  forecast,
  type Expected,
  type Forecast,
} from '@backhaul/domain/figures/cashForecast';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { last } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { collectedIn, openAfter, partnersDelays, payersOf, type Owed } from './expected.store.ts';

/** Invoices that are gone through at once: a connection is held for no longer. */
const CHUNK = 5000;

/** The forecast of one currency, with what tells how much of it is likely. */
export interface CashForecast extends Forecast {
  currency: string;
  invoiced: bigint;
  paid: bigint;
}

const known = (delays: readonly (number | null)[]): number[] =>
  delays.filter((days) => days !== null);

/**
 * When customers pay: asked once for each of them, and once for each partner whose own tell nothing.
 * To be used with the SQL of whatever transaction is open.
 */
export class Delays {
  private readonly customers = new Map<string, number>();
  private readonly partners = new Map<string, number[]>();

  /** How many days after the due date each of these customers is expected to pay. */
  async of(sql: ScopedSql, customerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const asked = [...new Set(customerIds)].filter((id) => !this.customers.has(id));
    const payers = asked.length ? await payersOf(sql, asked) : [];
    const places = new Set(payers.map(({ partnerPath }) => partnerPath));
    const fresh = [...places].filter((path) => !this.partners.has(path));
    for (const { path, delays } of fresh.length ? await partnersDelays(sql, fresh) : [])
      this.partners.set(path, known(delays));
    for (const { id, partnerPath, delays } of payers)
      this.customers.set(id, delayOf(known(delays), this.partners.get(partnerPath) ?? []));
    return this.customers;
  }
}

/** What is expected, summed by currency and day as it comes: in memory stay days alone. */
export class ExpectedSums {
  private readonly byCurrency = new Map<string, Map<LocalDate, Expected>>();

  add({ currency, due, amount }: Pick<Owed, 'currency' | 'due' | 'amount'>, delay: number): void {
    const on = addDays(due, delay);
    const days = this.byCurrency.get(currency) ?? new Map<LocalDate, Expected>();
    this.byCurrency.set(currency, days);
    const sum = days.get(on) ?? { on, amount: 0n, n: 0 };
    days.set(on, { on, amount: sum.amount + amount, n: sum.n + 1 });
  }

  of(currency: string): Expected[] {
    return [...(this.byCurrency.get(currency)?.values() ?? [])];
  }
  get currencies(): string[] {
    return [...this.byCurrency.keys()].sort();
  }
}

/** Adds what is owed already at a place and everything below it. */
export async function addOpen(
  app: App,
  scope: Scope,
  path: string,
  { sums, delays }: { sums: ExpectedSums; delays: Delays },
): Promise<void> {
  for (let after: Owed | null = null, more = true; more;) {
    const from: Owed | null = after;
    const found = await app.boundary.inSql(scope, async (sql) => {
      const open = await openAfter(sql, path, from, CHUNK);
      const days = await delays.of(
        sql,
        open.map(({ customerId }) => customerId),
      );
      for (const each of open) sums.add(each, days.get(each.customerId) ?? 0);
      return open;
    });
    more = found.length === CHUNK;
    if (more) after = last(found);
  }
}

/** What is expected at a place, in each currency in which anything is. */
export async function forecastsOf(
  sql: ScopedSql,
  path: string,
  today: LocalDate,
  sums: ExpectedSums,
): Promise<CashForecast[]> {
  const collected = new Map(
    (await collectedIn(sql, path, today)).map((each) => [each.currency, each]),
  );
  return sums.currencies.map((currency) => {
    const { invoiced = 0n, paid = 0n } = collected.get(currency) ?? {};
    return { currency, invoiced, paid, ...forecast(today, sums.of(currency)) };
  });
}
