import type { CustomerFacts } from './facts.ts';
import type { ChargePlan } from './plan.ts';
import { usageFrom } from './usage.ts';

/** What is known of a customer once a charge has been made as it was planned: what it covered is not charged again. */
export function afterCharge(facts: CustomerFacts, plan: ChargePlan): CustomerFacts {
  const moved = new Map(plan.services.map((advance) => [advance.serviceId, advance]));
  return {
    ...facts,
    services: facts.services.map((service) => {
      const advance = moved.get(service.id);
      return advance
        ? {
            ...service,
            chargedUntil: advance.until,
            setupCharged: service.setupCharged || advance.setupCharged,
          }
        : service;
    }),
    futureItems: facts.futureItems.filter(({ id }) => !plan.itemIds.includes(id)),
    ...(plan.usage && facts.usage && { usage: usageFrom(facts.usage, plan.usage.until) }),
  };
}
