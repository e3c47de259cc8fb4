import { addDays, minDate, type LocalDate } from '../time/calendar.ts';
import type { DiscountFacts } from './facts.ts';

/**
 * A service's discounts when other ones hold from a day: those that held before end the day before, the new ones begin
 * with it. One that stays is the same one, and may get another end. Source: billing rules, Prices have a first day.
 */
export function discountsFrom(
  discounts: readonly DiscountFacts[],
  given: readonly DiscountFacts[],
  from: LocalDate,
): DiscountFacts[] {
  const left = [...given];
  const dayBefore = addDays(from, -1);
  const kept = discounts.flatMap((discount) => {
    const at = left.findIndex((each) => isSame(each, discount));
    const [again] = at < 0 ? [] : left.splice(at, 1);
    if (again && (again.until === discount.until || goesOn(again, from))) return [again];
    if (discount.from !== null && discount.from >= from) return [];
    return [{ ...discount, until: minDate(discount.until ?? dayBefore, dayBefore) }];
  });
  const begun = left
    .filter(({ until }) => until === null || until >= from)
    .map((discount) => ({
      ...discount,
      from: discount.from !== null && discount.from > from ? discount.from : from,
    }));
  return [...kept, ...begun];
}

function isSame(a: DiscountFacts, b: DiscountFacts): boolean {
  return (
    a.kind === b.kind &&
    Number(a.value) === Number(b.value) &&
    a.message === b.message &&
    a.from === b.from
  );
}

/** Whether it still has a day from that one on, or ends with the one before. */
function goesOn({ until }: DiscountFacts, from: LocalDate): boolean {
  return until === null || until >= addDays(from, -1);
}
