import { bucketName, isBucket } from '@backhaul/domain/reports/groupings';
import { percentOf } from '@backhaul/domain/figures/percent';
import { ratio } from '@backhaul/domain/figures/movements';
import { fromInt } from '@backhaul/domain/money/fraction';
import { formatMinor } from '@backhaul/domain/money/money';
import type { Context } from '../../kit/context.ts';
import { badInput } from '../../platform/refusal.ts';
import { TileUnit } from '../dashboards/index.ts';
import { countsInSeveral, labelOf, nameOf, type Asked, type Grouping } from './asked.ts';
import { askedFor } from './input.ts';
import { summed, type Cell, type Measure, type SummedKind } from './kind.ts';
import { KINDS } from './kinds.ts';
import { printed } from './printed.ts';
import { ReportType, type ReportInput, type ReportRowType } from './reports.types.ts';
import { summedPage, type SummedPage, type SummedRow } from './table.store.ts';

const FIRST = 50;
const FIRST_MAX = 1000;
const OFFSET_MAX = 2_000_000;

/** A report: what its fields ask for is read once, with the page if one is asked for. */
export async function reportOf(ctx: Context, input: ReportInput): Promise<ReportType> {
  const kind = KINDS[input.kind];
  for (const each of kind.need) ctx.need(each);
  const asked = await askedFor(ctx, kind, input);
  const asOf = ctx.app.clock.now();
  const measures = summed(kind.measures(asked));
  const pages = new Map<string, Promise<SummedPage>>();
  const read = (first: number, offset: number) => {
    const key = `${first} ${offset}`;
    const known =
      pages.get(key) ?? ctx.sql((sql) => summedPage(sql, kind, asked, { first, offset }));
    pages.set(key, known);
    return known;
  };
  // the rows that are asked for beside it bring it along
  const whole = async () => {
    await Promise.resolve();
    const [any] = pages.values();
    return any ?? read(0, 0);
  };
  const sums = async () =>
    new Map((await whole()).totals.map((sum, n) => [measures[n].key, sum] as const));
  return Object.assign(new ReportType(), {
    columns: columnsOf(kind, asked),
    asOf,
    currency: asked.currency,
    page: async (first: number, offset: number) =>
      (await read(first, offset)).rows.map((row) => rowOf(kind, asked, row)),
    counted: async () => (await whole()).rowCount,
    summed: async () => totalsOf(kind, asked, (await whole()).totals),
    said: async () => [...several(asked), ...kind.notes(asked, await sums())],
  });
}

/** Refuses by field what is no page. */
export function pageInput(first: number | null | undefined, offset: number | null | undefined) {
  const [size, skipped] = [first ?? FIRST, offset ?? 0];
  if (size < 1 || size > FIRST_MAX) throw badInput({ first: `must be between 1 and ${FIRST_MAX}` });
  if (skipped < 0 || skipped > OFFSET_MAX)
    throw badInput({ offset: `must be between 0 and ${OFFSET_MAX}` });
  return { first: size, offset: skipped };
}

export function columnsOf(kind: SummedKind, asked: Asked): ReportType['columns'] {
  return [
    ...asked.groupBy.map((each) => ({ key: nameOf(each), label: labelOf(each), unit: null })),
    ...asked.columns.map((each) => ({ key: nameOf(each), label: each.field.label, unit: null })),
    ...kind
      .measures(asked)
      .filter(({ silent }) => !silent)
      .map(({ key, label, unit }) => ({ key, label, unit })),
  ];
}

const shownOf = (grouping: Grouping, text: string | null) =>
  isBucket(grouping) && text !== null ? bucketName(grouping, text) : text;

export function rowOf(kind: SummedKind, asked: Asked, row: SummedRow): ReportRowType {
  const cell = asked.groupBy.map((grouping, n) => ({ grouping, key: row.keys[n] }));
  return toRow(kind, asked, {
    cell,
    lead: [
      ...asked.groupBy.map((grouping, n) => shownOf(grouping, row.shown[n])),
      ...row.fields.map(printed),
    ],
    sums: row.sums,
  });
}

export function totalsOf(kind: SummedKind, asked: Asked, sums: readonly bigint[]): ReportRowType {
  const lead = [...asked.groupBy, ...asked.columns].map(() => null);
  return toRow(kind, asked, { cell: [], lead, sums });
}

function toRow(
  kind: SummedKind,
  asked: Asked,
  { cell, lead, sums }: { cell: Cell; lead: (string | null)[]; sums: readonly bigint[] },
): ReportRowType {
  const measures = kind.measures(asked);
  const sumOf = new Map(summed(measures).map(({ key }, n) => [key, sums[n]]));
  const told = measures.flatMap((measure) => {
    const { key, silent, share, standing } = measure;
    if (silent) return [];
    if (standing && cell.length) return [{ text: null, drill: null }];
    const text = valueOf(asked, measure, sumOf);
    const drill = share || sumOf.get(key) === 0n ? null : kind.drill(asked, cell, key);
    return [{ text, drill }];
  });
  return {
    values: [...lead, ...told.map(({ text }) => text)],
    drill: kind.drill(asked, cell, null),
    drills: [...lead.map(() => null), ...told.map(({ drill }) => drill)],
  };
}

/** A measure as it is written: a sum, or what share one sum is of another; null of nothing. */
function valueOf(
  { digits }: Asked,
  { key, unit, share }: Measure,
  sums: ReadonlyMap<string, bigint>,
): string | null {
  const sum = (of: string) => sums.get(of) ?? 0n;
  if (share) return percentOf(ratio(fromInt(sum(share[0])), fromInt(sum(share[1]))));
  return unit === TileUnit.MONEY ? formatMinor(sum(key), digits) : sum(key).toString();
}

/** Where rows add up to more than the total. */
function several({ groupBy }: Asked): string[] {
  return groupBy
    .filter(countsInSeveral)
    .map(
      (each) =>
        `What has several values of ${labelOf(each)} counts in each; the total counts it once.`,
    );
}
