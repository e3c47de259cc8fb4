import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { ChargePlan } from '@backhaul/domain/charging/plan';
import type { LocalDate } from '@backhaul/domain/time/calendar';

type Amounts = Record<'net' | 'tax' | 'total', bigint>;

/** What a month comes to in one currency, in minor units. */
export type PlannedSum = Amounts & { month: LocalDate; currency: string; invoices: number };

/** What a month comes to, by currency, in minor units. */
type Month = Map<string, Amounts & { invoices: number }>;

/** What months come to: added charge by charge, in constant memory. */
export class MonthSums {
  readonly #months = new Map<string, Month>();

  /** months: the first day of each, in order; each is there though nothing is charged in it. */
  constructor(months: readonly LocalDate[]) {
    for (const month of months) this.#months.set(month, new Map());
  }

  add(on: LocalDate, plan: ChargePlan): void {
    const month = this.#months.get(`${on.slice(0, 8)}01`);
    if (!month) return;
    const sums = month.get(plan.currency) ?? { invoices: 0, net: 0n, tax: 0n, total: 0n };
    month.set(plan.currency, {
      invoices: sums.invoices + (plan.createsInvoice ? 1 : 0),
      net: sums.net + plan.net,
      tax: sums.tax + plan.tax,
      total: sums.total + plan.total,
    });
  }

  /** Each month in each currency in which it comes to something. */
  sums(): PlannedSum[] {
    return [...this.#months].flatMap(([month, byCurrency]) =>
      [...byCurrency].map(([currency, sums]) => ({ month, currency, ...sums })),
    );
  }

  /** The months as the API says them. */
  told() {
    return [...this.#months].map(([month, byCurrency]) => {
      const currencies = [...byCurrency].sort(([a], [b]) => a.localeCompare(b));
      const money = (key: keyof Amounts) =>
        currencies.map(([currency, sums]) => ({
          amount: formatMinor(sums[key], currencyDigits(currency)),
          currency,
        }));
      return {
        month,
        invoiceCount: currencies.reduce((count, [, { invoices }]) => count + invoices, 0),
        net: money('net'),
        tax: money('tax'),
        total: money('total'),
      };
    });
  }
}

/** What a customer would be charged with and without other prices, in minor units. */
export interface Difference {
  customerId: string;
  currency: string;
  before: bigint;
  after: bigint;
}

const KEPT = 50;

/** How many would pay more and less, and those for whom it makes most. */
export class Differences {
  more = 0;
  less = 0;
  #largest: Difference[] = [];

  add(each: Difference): void {
    const size = sizeOf(each);
    if (size === 0n) return;
    if (each.after > each.before) this.more += 1;
    else this.less += 1;
    if (this.#largest.length === KEPT && size <= sizeOf(this.#largest[KEPT - 1])) return;
    const at = this.#largest.findIndex((other) => sizeOf(other) < size);
    this.#largest.splice(at < 0 ? this.#largest.length : at, 0, each);
    this.#largest.length = Math.min(this.#largest.length, KEPT);
  }

  get largest(): readonly Difference[] {
    return this.#largest;
  }
}

function sizeOf({ before, after }: Difference): bigint {
  return after > before ? after - before : before - after;
}
