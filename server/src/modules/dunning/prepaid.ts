import type { CarriedCustomer } from '../prepaid/index.ts';
import { noChanges, type Change, type Counts } from './changes.ts';

/** What a night does to customers who pay ahead: whom it blocks and whom it brings back. */
export function prepaidChanges(all: readonly CarriedCustomer[]): Change[] {
  return all.flatMap(({ customer: { facts }, status }): Change[] =>
    status
      ? [
          {
            kind: status.to === 'BLOCKED' ? 'BLOCK' : 'ACTIVATE',
            customerId: facts.id,
            from: facts.status,
            ...status,
            amount: null,
            currency: facts.currency,
            invoiceId: null,
          },
        ]
      : [],
  );
}

/** How many of them there are of each kind. */
export function countsOf(changes: readonly Change[]): Counts {
  const counts = noChanges();
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}
