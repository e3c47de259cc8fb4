import { chargesLateFees } from '@backhaul/domain/dunning/lateFees';
import { daysBetween, minDate, type LocalDate } from '@backhaul/domain/time/calendar';
import { taxOn } from '@backhaul/domain/money/taxRate';
import type { Taxed } from '@backhaul/domain/money/taxTerms';
import type { FinanceValues } from '@backhaul/domain/settings/finance';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import { usualTaxRates } from '../tariffs/index.ts';
import type { DunningArea, Sought } from './candidates.store.ts';
import { widestLimits } from './limits.ts';
import { pathOfPartner, placesFrom, type PartnerPlace } from './places.store.ts';
import { wantedOn } from './wanted.ts';

/** What all customers of a night have in common: their partners, with what these settled. */
export interface Frame {
  on: LocalDate;
  partners: ReadonlyMap<string, NightPartner>;
}

/** A partner as its customers' night needs it. */
export interface NightPartner extends PartnerPlace {
  finance: FinanceValues;
  /** What its late fees are taxed with; nothing where nothing says what is usual. */
  feeTax: Taxed;
  /** Since the last night that it lived through; 0 where none is known. */
  asleepDays: number;
}

/** A server that slept longer is begun anew: nobody is charged and reminded for the years between. */
const ASLEEP_MAX_DAYS = 366;

/** A whole night: whom it is about, and whom it looks for. */
export interface WholeFrame extends Frame {
  area: DunningArea;
  sought: Sought;
}

/** The frame of a partner's night. Refuses NOT_FOUND outside the scope. */
export async function wholeFrame(
  sql: ScopedSql,
  on: LocalDate,
  partnerId: string,
  alone: boolean,
): Promise<WholeFrame> {
  const path = await pathOfPartner(sql, partnerId);
  if (path === null) throw notFound();
  const area = { path, alone };
  const { partners } = await frameOf(sql, on, await placesFrom(sql, area));
  const all = [...partners.values()];
  return {
    on,
    partners,
    area,
    sought: {
      limits: widestLimits(all.map(({ finance }) => finance)),
      ...wantedOn(on, all),
    },
  };
}

/** The frame for customers of these partners. */
export async function frameOf(
  sql: ScopedSql,
  on: LocalDate,
  places: readonly PartnerPlace[],
): Promise<Frame> {
  const finance = await loadFinance(
    sql,
    places.map(({ id }) => id),
  );
  const charging = [...finance].filter(([, values]) => chargesLateFees(values)).map(([id]) => id);
  const rates = charging.length ? await usualTaxRates(sql, charging) : new Map<string, never>();
  return {
    on,
    partners: new Map(
      places.flatMap((place) => {
        const values = finance.get(place.id);
        const feeTax = taxOn(rates.get(place.id)?.tax ?? { taxPercent: '0' }, on);
        const asleepDays = asleepOf(sql, on, place);
        return values ? [[place.id, { ...place, finance: values, feeTax, asleepDays }]] : [];
      }),
    ),
  };
}

/** Nights that are still to come are not slept over, also where one of them is looked at ahead. */
function asleepOf(sql: ScopedSql, on: LocalDate, { lived, clock }: PartnerPlace): number {
  if (lived === null) return 0;
  const days = daysBetween(lived, minDate(on, sql.today(clock)));
  return Math.min(Math.max(days, 0), ASLEEP_MAX_DAYS);
}
