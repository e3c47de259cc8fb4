import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import { currencyDigits } from '@backhaul/domain/money/money';
import { currencyInput } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { partnerIn } from './area.store.ts';

/** What figures are about: a partner with everything below it, in one currency, on a day of that partner. */
export interface Area {
  id: string;
  path: string;
  currency: string;
  /** The partner's own. */
  ownCurrency: string;
  digits: number;
  clock: PartnerClock;
  today: LocalDate;
  /** The first days of this month, of the one before and of the one after. */
  month: LocalDate;
  lastMonth: LocalDate;
  nextMonth: LocalDate;
}

/**
 * Refuses with NOT_FOUND a partner outside the scope, and by field what is no currency. The
 * currency defaults to the partner's.
 */
export async function areaOf(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  wanted: string | null,
): Promise<Area> {
  const area = await areaIn(app, sql, partnerId, wanted);
  if (!area) throw notFound();
  return area;
}

/** The same; null for a partner outside the scope, which lists nothing. */
export async function areaIn(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  wanted: string | null,
): Promise<Area | null> {
  const partner = await partnerIn(sql, partnerId);
  if (!partner) return null;
  const today = app.clock.today(partner.clock);
  const month = `${today.slice(0, 8)}01`;
  const currency = wanted === null ? partner.currency : currencyInput(wanted, 'currency');
  return {
    id: partner.id,
    path: partner.path,
    currency,
    ownCurrency: partner.currency,
    digits: currencyDigits(currency),
    clock: partner.clock,
    today,
    month,
    lastMonth: addMonths(month, -1),
    nextMonth: addMonths(month, 1),
  };
}
