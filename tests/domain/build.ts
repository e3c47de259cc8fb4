import type { CustomerFacts, ServiceFacts } from '@backhaul/domain/charging/facts';
import type { ChargePlan } from '@backhaul/domain/charging/plan';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import { FINANCE_DEFAULTS } from '@backhaul/domain/settings/finance';
import type { BillingSettings } from '@backhaul/domain/settings/finance';
import { formatMinor } from '@backhaul/domain/money/money';

/** A service at 100.00 a month without tax, running since 15 March 2026 and never charged. */
export function aService(over: Partial<ServiceFacts> = {}): ServiceFacts {
  const startDate = over.startDate ?? '2026-03-15';
  return {
    id: 's1',
    description: 'Fibre 20',
    kind: 'INTERNET',
    status: 'ACTIVE',
    startDate,
    endDate: null,
    chargedUntil: startDate,
    quantity: '1',
    unitPrice: '100',
    earlierPrices: [],
    taxPercent: '0',
    taxIncluded: false,
    setupFee: '0',
    setupCharged: true,
    pauses: [],
    discounts: [],
    ...over,
  };
}

/** An active recurring customer in EUR with the default settings. */
export function aCustomer(
  over: Partial<Omit<CustomerFacts, 'settings'>> & { settings?: Partial<BillingSettings> } = {},
): CustomerFacts {
  return {
    id: 'c1',
    currency: 'EUR',
    status: 'ACTIVE',
    billingType: 'RECURRING',
    inactiveSince: null,
    services: [aService()],
    futureItems: [],
    ...over,
    settings: { ...FINANCE_DEFAULTS, ...over.settings },
  };
}

/** The plan of a charge that must happen. */
export function charge(customer: CustomerFacts, on: string, ignoreDueDate = false): ChargePlan {
  const result = planCharge(customer, on, { issueDate: on, ignoreDueDate });
  if ('leftOut' in result) throw new Error(`left out: ${result.leftOut} ${result.reason}`);
  return result.plan;
}

/** Lines as "from - to (exclusive): total". */
export function linesOf(plan: ChargePlan): string[] {
  return plan.lines.map(
    (line) => `${line.periodFrom} - ${line.periodTo}: ${formatMinor(line.total, plan.digits)}`,
  );
}
