import type { UsageFacts } from '@backhaul/domain/charging/facts';
import { isWhole, type SummedBy } from '@backhaul/domain/charging/usage';
import { reverseCharged } from '@backhaul/domain/money/reverseCharge';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { storedTax } from '../tariffs/index.ts';
import { daysOfSums, openSums, type DayOfSum, type OpenSum } from './sums.store.ts';

/** Whose usage is asked for, and by which billing periods it is charged. */
export interface Using extends SummedBy {
  customerId: string;
  /** It owes the tax itself. */
  owesTax: boolean;
}

/**
 * What waits of customers' usage, as charges take it: by periods, and by days where a period of
 * today, another tax, or one of `cuts` begins within a sum. The same statements for any number of
 * customers.
 */
export async function openUsage(
  sql: ScopedSql,
  customers: readonly Using[],
  cuts: readonly LocalDate[] = [],
): Promise<Map<string, UsageFacts[]>> {
  const sums = await openSums(
    sql,
    customers.map(({ customerId }) => customerId),
  );
  if (!sums.length) return new Map();
  const using = new Map(customers.map((each) => [each.customerId, each]));
  const all = sums.flatMap((sum) => {
    const customer = using.get(sum.customerId);
    return customer ? [{ sum, customer, facts: factsOf(sum, customer) }] : [];
  });
  const isCut = ({ firstDay, lastDay }: UsageFacts) =>
    cuts.some((day) => firstDay < day && lastDay >= day);
  const parted = all.filter(({ facts, customer }) => !isWhole(facts, customer) || isCut(facts));
  const days = parted.length
    ? groupBy(
        await daysOfSums(
          sql,
          parted.map(({ sum }) => sum.id),
        ),
        ({ sumId }) => sumId,
      )
    : new Map<string, DayOfSum[]>();
  const usage = new Map<string, UsageFacts[]>();
  for (const { sum, facts } of all) {
    const ofCustomer = usage.get(sum.customerId) ?? [];
    ofCustomer.push(...byDays(facts, days.get(sum.id)));
    usage.set(sum.customerId, ofCustomer);
  }
  return usage;
}

function factsOf(sum: OpenSum, { owesTax }: Using): UsageFacts {
  const tax = storedTax(sum);
  return {
    serviceId: sum.serviceId,
    service: sum.service,
    kind: sum.kind,
    unitPrice: sum.unitPrice,
    quantity: sum.quantity,
    firstDay: sum.firstDay,
    lastDay: sum.lastDay,
    records: sum.records,
    earlier: sum.earlier,
    taxIncluded: sum.taxIncluded,
    ...tax,
    ...(owesTax && { taxVersions: undefined, ...reverseCharged(tax) }),
  };
}

const byDays = (facts: UsageFacts, days: readonly DayOfSum[] | undefined): UsageFacts[] =>
  days?.map(({ day, quantity, records }) => ({
    ...facts,
    quantity,
    records,
    firstDay: day,
    lastDay: day,
  })) ?? [facts];
