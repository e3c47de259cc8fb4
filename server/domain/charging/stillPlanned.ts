import { currencyDigits } from '../money/money.ts';
import { taxKey, type TaxTerms } from '../money/taxTerms.ts';
import { toDayNumber } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { CustomerFacts } from './facts.ts';
import { chargeService } from './pricing.ts';

/** A charge as it was planned before; amounts in minor units. */
export interface EarlierPlan {
  billingDay: number;
  services: readonly { serviceId: string; until: LocalDate }[];
  lines: readonly {
    serviceId: string | null;
    taxPercent: string;
    taxTerms?: TaxTerms | null;
    taxIncluded: boolean;
    net: bigint;
    total: bigint;
  }[];
}

/**
 * Whether the services of a plan would still be charged through the same days for the same amounts,
 * as they are now: not where one ends or rests meanwhile, or has another price, quantity, discount
 * or tax. Other services and items do not matter.
 */
export function isStillPlanned(customer: CustomerFacts, plan: EarlierPlan): boolean {
  const { settings, currency } = customer;
  return plan.services.every(({ serviceId, until }) => {
    const service = customer.services.find(({ id }) => id === serviceId);
    const charged =
      service &&
      chargeService(service, {
        coverageEnd: toDayNumber(until),
        billingDay: plan.billingDay,
        digits: currencyDigits(currency),
        language: settings.documentLanguage,
      });
    if (!charged || charged.advance.until !== until) return false;
    const planned = plan.lines.filter((line) => line.serviceId === serviceId);
    const sum = planned.reduce((all, line) => all + (line.taxIncluded ? line.total : line.net), 0n);
    return (
      sum === charged.lines.reduce((all, { amount }) => all + amount, 0n) &&
      planned.every(
        (line) =>
          line.taxIncluded === service.taxIncluded &&
          charged.lines.some((each) => taxKey(each) === taxKey(line)),
      )
    );
  });
}
