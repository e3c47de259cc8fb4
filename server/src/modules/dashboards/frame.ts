import { monthSpan, spanBefore, type Span } from '@backhaul/domain/figures/comparison';
import { addDays, addMonths, minDate, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import type { Permission } from '../../kit/permission.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedPlaces, type SignedPlace } from '../settings/index.ts';
import { areaOf, type Area } from './area.ts';
import { childrenOf } from './frame.store.ts';
import { todaysAt, type todaysOf } from './figures.ts';
import { aroundOf } from './figures.store.ts';

/** What a dashboard is asked for. */
export interface Asking {
  partnerId: string;
  currency: string | null;
  /** Any day of it; null: the one that it is at the partner. */
  month: LocalDate | null;
  includeDescendants: boolean;
}

/** Who asks, as far as it changes what is shown. */
export interface Asker {
  can(permission: Permission): boolean;
  partnerId: string;
}

/** What all tiles of a dashboard are made of: where, which days, and what those are compared with. */
export interface Frame extends Asker {
  app: App;
  sql: ScopedSql;
  area: Area;
  month: LocalDate;
  /** The month is over, it is now, or it is the next one. */
  when: 'OVER' | 'NOW' | 'NEXT';
  days: Span;
  /** As far as its days are. */
  sofar: Span;
  prior: Span;
  /** The places that count: all of the area, or without what lies below its partner. */
  whole: readonly SignedPlace[];
  /** Of them those whose customers are billed unless they say otherwise. */
  billed: readonly SignedPlace[];
  /** A list that shows the same has a filter for it; without what lies below there is none. */
  listed: boolean;
  todays: Awaited<ReturnType<typeof todaysOf>>;
  /** In which it has any figure. */
  currencies: readonly string[];
}

/**
 * Refuses NOT_FOUND, and by field: a currency that is none, a month after the next.
 */
export async function frameOf(
  app: App,
  sql: ScopedSql,
  asker: Asker,
  { partnerId, currency, month: wanted, includeDescendants }: Asking,
): Promise<Frame> {
  const area = await areaOf(app, sql, partnerId, currency);
  const month = wanted === null ? area.month : `${wanted.slice(0, 8)}01`;
  if (month > area.nextMonth) throw badInput({ month: 'must be the next month or an earlier one' });
  const days = monthSpan(month);
  const inArea = await billedPlaces(sql, area);
  const { clocks, currencies } = await aroundOf(sql, area);
  const self: SignedPlace = { id: area.id, path: area.path, sign: 1 };
  const below = includeDescendants ? [] : await childrenOf(sql, area);
  const without = below.map((child): SignedPlace => ({ ...child, sign: -1 }));
  const alone = inArea.some(({ path }) => path === area.path) ? [self, ...without] : [];
  return {
    ...asker,
    can: (permission) => asker.can(permission),
    app,
    sql,
    area,
    month,
    when: month > area.month ? 'NEXT' : month < area.month ? 'OVER' : 'NOW',
    days,
    sofar: { from: month, before: minDate(days.before, addDays(area.today, 1)) },
    prior: spanBefore(month, area.today),
    whole: [self, ...without],
    billed: includeDescendants ? inArea : alone,
    listed: includeDescendants || !below.length,
    todays: todaysAt(app, area, clocks),
    currencies,
  };
}

/** The first days of so many months, the last of them a given one. */
export function monthsUpTo(month: LocalDate, n: number): LocalDate[] {
  return Array.from({ length: n }, (_, i) => addMonths(month, i + 1 - n));
}
