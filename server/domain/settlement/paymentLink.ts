import { addDays, type LocalDate } from '../time/calendar.ts';
import { morningOf, type PartnerClock } from '../time/partnerClock.ts';

/** How long after its due date an invoice is paid by a link, in days. Source: payments, Gateways, Payment link. */
const DAYS_AFTER_DUE = 60;

/** When the links of an invoice stop working: as its 60th day after the due date ends at the partner. */
export function linkEnds(dueDate: LocalDate, clock: PartnerClock): Date {
  return morningOf(addDays(dueDate, DAYS_AFTER_DUE + 1), clock);
}
