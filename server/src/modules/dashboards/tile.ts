import { changePercent } from '@backhaul/domain/figures/comparison';
import { percentOf } from '@backhaul/domain/figures/percent';
import {
  formatDecimal,
  fromDecimal,
  roundToMinor,
  type Fraction,
} from '@backhaul/domain/money/fraction';
import { formatMinor } from '@backhaul/domain/money/money';
import { reportLink, type ReportAsked } from '@backhaul/domain/reports/links';
import { addDays } from '@backhaul/domain/time/calendar';
import type { Permission } from '../../kit/permission.ts';
import type { Frame } from './frame.ts';
import { TileUnit, type ListLinkType, type TileType } from './dashboard.types.ts';

/** What a tile says beside its figure; need: what reading the list behind it takes. */
export interface Beside extends Partial<
  Pick<TileType, 'count' | 'series' | 'rows' | 'link' | 'asOf'>
> {
  need: Permission | readonly Permission[];
}

/** A tile with what reading it takes, all of it. */
export type NeededTile = TileType & { need: Permission | readonly Permission[] };

function tile(
  key: string,
  unit: TileUnit,
  value: string | null,
  previous: string | null,
  beside: Beside,
): NeededTile {
  return {
    key,
    unit,
    value,
    previous,
    changePercent:
      value === null || previous === null
        ? null
        : changePercent(fromDecimal(value), fromDecimal(previous)),
    count: null,
    series: [],
    rows: [],
    link: null,
    asOf: null,
    ...beside,
  };
}

/** An amount in minor units. */
export function moneyTile(
  { area: { digits } }: Frame,
  key: string,
  [value, previous]: readonly [value: bigint | null, previous?: bigint | null],
  beside: Beside,
): NeededTile {
  const money = (minor: bigint | null | undefined) =>
    minor === null || minor === undefined ? null : formatMinor(minor, digits);
  return tile(key, TileUnit.MONEY, money(value), money(previous), beside);
}

/** An exact amount in whole units of the currency, rounded here and nowhere before. */
export function exactTile(
  frame: Frame,
  key: string,
  values: readonly (Fraction | null)[],
  beside: Beside,
): NeededTile {
  const minor = (value: Fraction | null | undefined) =>
    value ? roundToMinor(value, frame.area.digits) : null;
  return moneyTile(frame, key, [minor(values[0]), minor(values[1])], beside);
}

export function countTile(
  key: string,
  [value, previous = null]: readonly [value: number, previous?: number | null],
  beside: Beside,
): NeededTile {
  return tile(
    key,
    TileUnit.COUNT,
    String(value),
    previous === null ? null : String(previous),
    beside,
  );
}

/** A share; compared by the difference alone, which its reader sees: a percent of percents says little. */
export function percentTile(
  key: string,
  [value, previous]: readonly (Fraction | null)[],
  beside: Beside,
): NeededTile {
  const made = tile(
    key,
    TileUnit.PERCENT,
    percentOf(value ?? null),
    percentOf(previous ?? null),
    beside,
  );
  return { ...made, changePercent: null };
}

export function ratioTile(
  key: string,
  values: readonly (Fraction | null)[],
  beside: Beside,
): NeededTile {
  const [value, previous] = values.map((each) => each && formatDecimal(each, 2, 2));
  return tile(key, TileUnit.RATIO, value ?? null, previous ?? null, beside);
}

/** An exact amount as a point or a row says it. */
export function amountOf({ area: { digits } }: Frame, value: Fraction): string {
  return formatMinor(roundToMinor(value, digits), digits);
}

/** The list of the same place and currency; null where no filter says the same. */
export function linkTo(frame: Frame, list: string, filter: object): ListLinkType | null {
  if (!frame.listed) return null;
  return { list, filter: { partnerId: frame.area.id, currency: frame.area.currency, ...filter } };
}

/** What reading the reports that tiles lead to takes. */
const REPORTS_READ = {
  CHURN: ['reports:read', 'metrics:read'],
  PAYMENTS: ['reports:read', 'payments:read', 'transactions:read'],
} as const satisfies Partial<Record<ReportAsked['kind'], readonly Permission[]>>;

/** The report of the same place, currency and days; null for whoever may not read it. */
export function reportTo(
  frame: Frame,
  kind: keyof typeof REPORTS_READ,
  { from, before }: { from: string; before: string },
): ListLinkType | null {
  if (!REPORTS_READ[kind].every((each) => frame.can(each))) return null;
  const { id: partnerId, currency } = frame.area;
  const days = { from, to: addDays(before, -1) };
  return reportLink({
    kind,
    partnerId,
    alone: !frame.listed,
    currency,
    ...days,
    groupBy: ['month'],
  });
}
