import { stepsAhead } from '@backhaul/domain/dunning/ahead';
import { formatMinor } from '@backhaul/domain/money/money';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { groupBy } from '../../kit/groupBy.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lookAtCandidates } from './candidates.store.ts';
import { evaluatedDaysOf } from './days.store.ts';
import { DunningStepKind, DunningStepType } from './dunning.types.ts';
import { frameOf } from './frame.ts';
import { lookAt } from './night.ts';
import { placesOf } from './places.store.ts';

/**
 * What the coming nights do to customers if nothing is paid, by customer: from the next night on
 * that their partner has not lived through yet.
 */
export async function stepsOf(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, DunningStepType[]>> {
  const customers = await lookAtCandidates(sql, customerIds);
  const partnerIds = [...new Set(customers.map(({ partnerId }) => partnerId))];
  const places = await placesOf(sql, partnerIds);
  const nights = await nextNights(sql, partnerIds);
  const steps = new Map<string, DunningStepType[]>();
  for (const [on, all] of groupBy(customers, ({ partnerId }) => got(nights, partnerId))) {
    const frame = await frameOf(
      sql,
      on,
      places.filter(({ id }) => nights.get(id) === on),
    );
    for (const { customer, facts } of await lookAt(sql, frame, all, { ahead: true }))
      steps.set(
        customer.id,
        stepsAhead(facts).map(({ amount, kind, ...step }) =>
          Object.assign(new DunningStepType(), {
            ...step,
            kind: DunningStepKind[kind],
            amount: amount === null ? null : formatMinor(amount, facts.digits),
          }),
        ),
      );
  }
  return steps;
}

/** The day of each partner's next night: today, or tomorrow where today's is done. */
async function nextNights(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, LocalDate>> {
  return new Map(
    (await evaluatedDaysOf(sql, partnerIds)).map(({ id, clock, done }) => {
      const today = sql.today(clock);
      return [id, done !== null && done >= today ? addDays(today, 1) : today];
    }),
  );
}
