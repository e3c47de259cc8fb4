import { chargesLateFees } from '@backhaul/domain/dunning/lateFees';
import type { LocalDate } from '@backhaul/domain/time/calendar';
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
}

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
  const finance = [...partners.values()].map((partner) => partner.finance);
  return {
    on,
    partners,
    area,
    sought: { limits: widestLimits(finance), ...wantedOn(on, finance) },
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
        return values ? [[place.id, { ...place, finance: values, feeTax }]] : [];
      }),
    ),
  };
}
