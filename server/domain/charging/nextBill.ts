import { addDays, shortDate, shortDates, type LocalDate } from '../time/calendar.ts';

/** What comes next to a customer by itself. */
export interface NextBill {
  on: LocalDate;
  /** Tax included, as a decimal. */
  total: string;
  /** The periods of its lines; to: exclusive. */
  lines: readonly { periodFrom: LocalDate | null; periodTo: LocalDate | null }[];
}

/**
 * What becomes of a customer's next bill, before it is so: "Next bill 15 Jun instead of 1 Jun:
 * 1 Jun - 14 Jul, 145.16 instead of 100.00."
 */
export function nextBillInWords(before: NextBill | null, after: NextBill | null): string {
  if (!after)
    return before
      ? `No bill comes by itself any more; the next would have been ${told(before)}.`
      : 'No bill comes by itself, as before.';
  if (!before) return `Next bill ${told(after)}; so far none comes by itself.`;
  if (before.on === after.on && before.total === after.total && period(before) === period(after))
    return `The next bill stays as it is: ${told(after)}.`;
  const on = [shortDate(after.on), ...(before.on === after.on ? [] : [shortDate(before.on)])];
  const total = [after.total, ...(before.total === after.total ? [] : [before.total])];
  const days = period(after);
  return `Next bill ${on.join(' instead of ')}: ${days ? `${days}, ` : ''}${total.join(' instead of ')}.`;
}

function told(bill: NextBill): string {
  const days = period(bill);
  return `${shortDate(bill.on)}: ${days ? `${days}, ` : ''}${bill.total}`;
}

/** From the first to the last day that its lines are for; empty where they are for none. */
function period({ lines }: NextBill): string {
  const first = lines.flatMap(({ periodFrom }) => periodFrom ?? []).sort()[0];
  const end = lines
    .flatMap(({ periodTo }) => periodTo ?? [])
    .sort()
    .at(-1);
  return first && end ? shortDates(first, addDays(end, -1)) : '';
}
