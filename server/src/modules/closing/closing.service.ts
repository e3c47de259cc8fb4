import { addDays, addMonths, type LocalDate, maxDate } from '@backhaul/domain/time/calendar';
import { shortDay } from '@backhaul/domain/time/writtenDay';
import { badInput, conflict, forbidden, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  closingsOf,
  dateOfConfirmingRun,
  holdBooks,
  insertClosing,
  lockBooks,
  ownThrough,
  placeOf,
} from './closing.store.ts';

/**
 * Closes the books of a partner, and of those below that invoice through it, through a day; null opens them again. Waits
 * for whoever writes to them. mayReopen: whether closed days may be opened. Refuses NOT_FOUND; a day of a month that has
 * not begun, for what happens now would be dated after it; FORBIDDEN where closed
 * days would be open again without that right; CONFLICT CLOSED_ABOVE where they would stay closed by a partner above,
 * and RUN_CONFIRMING while a billing run of those days is being confirmed.
 */
export async function closeBooks(
  sql: ScopedSql,
  partnerId: string,
  through: LocalDate | null,
  mayReopen: boolean,
): Promise<void> {
  const place = await placeOf(sql, partnerId);
  if (!place) throw notFound();
  const latest = addDays(addMonths(`${sql.today(place.clock).slice(0, 8)}01`, 1), -1);
  if (through && through > latest)
    throw badInput({
      through: `lies in a month that has not begun: close through ${shortDay(latest, 'EN')} at most`,
    });
  await lockBooks(sql, place.number);
  const own = await ownThrough(sql, partnerId);
  const opens = own !== null && (through === null || through < own);
  if (opens && !mayReopen) throw forbidden();
  const [closing] = await closingsOf(sql, [partnerId]);
  if (closing && closing.originId !== partnerId && (through ?? '') < closing.through)
    throw conflict(
      'CLOSED_ABOVE',
      `The books are closed through ${shortDay(closing.through, 'EN')} by the partner above whose company details ` +
        'stand on the documents. Only there they are opened again.',
    );
  const confirming = through && (await dateOfConfirmingRun(sql, partnerId, through));
  if (confirming)
    throw conflict(
      'RUN_CONFIRMING',
      `The billing run of ${shortDay(confirming, 'EN')} is being confirmed. Close when it is done.`,
    );
  if (through === own) return;
  await insertClosing(sql, place, through);
  await audit(sql, {
    action: opens ? 'reopen' : 'close',
    entity: 'books',
    entityId: partnerId,
    before: { through: own },
    after: { through },
    partner: place,
  });
  await announce(sql, { topic: 'finance', path: place.path });
}

/** The partner whose books something is written to. */
export interface Keeper {
  partnerId: string;
  partnerPath: string;
}

/**
 * The day on which something of now counts, as a correction of what is older does: that day, or where the books are
 * closed by then the first that is open. They stay as they are until the transaction ends.
 */
export async function firstOpenDay(
  sql: ScopedSql,
  { partnerId, partnerPath }: Keeper,
  day: LocalDate,
): Promise<LocalDate> {
  await holdBooks(sql, [partnerPath]);
  const [closing] = await closingsOf(sql, [partnerId]);
  return closing ? maxDate(day, addDays(closing.through, 1)) : day;
}

/**
 * The first open day on or after a day, of each of these partners: see firstOpenDay. One statement
 * for any number of them.
 */
export async function firstOpenDays(
  sql: ScopedSql,
  partners: readonly { id: string; path: string }[],
  day: LocalDate,
): Promise<(partnerId: string) => LocalDate> {
  const closed = await closedOn(sql, partners, day);
  return (partnerId) => {
    const through = closed.get(partnerId);
    return through === undefined ? day : addDays(through, 1);
  };
}

/** Through which day the books of partners are closed, where a day lies within it; held until the transaction ends. */
export async function closedOn(
  sql: ScopedSql,
  partners: readonly { id: string; path: string }[],
  day: LocalDate,
): Promise<Map<string, LocalDate>> {
  await holdBooks(
    sql,
    partners.map(({ path }) => path),
  );
  const closings = await closingsOf(
    sql,
    partners.map(({ id }) => id),
  );
  return new Map(
    closings
      .filter(({ through }) => day <= through)
      .map(({ partnerId, through }) => [partnerId, through]),
  );
}

/** Refuses with CONFLICT PERIOD_CLOSED a day on which the books of a partner are closed; names one of several. */
export async function refuseClosed(
  sql: ScopedSql,
  partners: readonly { id: string; path: string; name?: string }[],
  day: LocalDate,
): Promise<void> {
  const closed = await closedOn(sql, partners, day);
  const partner = partners.find(({ id }) => closed.has(id));
  if (!partner) return;
  const through = closed.get(partner.id) ?? day;
  const whose = partners.length > 1 && partner.name ? ` of ${partner.name}` : '';
  throw conflict('PERIOD_CLOSED', sayClosed(through, whose));
}

/** As the database says it, which refuses whatever is written to closed books. */
export function sayClosed(through: LocalDate, whose = ''): string {
  return (
    `The books${whose} are closed through ${shortDay(through, 'EN')}. ` +
    `Date it ${shortDay(addDays(through, 1), 'EN')} or later, or have the books opened again.`
  );
}
