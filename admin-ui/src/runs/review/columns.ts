import { formatMoney } from '@backhaul/design';
import type { RunEntryFragment } from '../../generated/graphql.ts';

export type EntryMode = 'included' | 'leftOut' | 'issued';

export interface Column {
  key:
    | 'name'
    | 'lines'
    | 'net'
    | 'tax'
    | 'total'
    | 'previous'
    | 'change'
    | 'flags'
    | 'reason'
    | 'invoice'
    | 'actions';
  label: string;
  width: string;
  end?: boolean;
  /** Not on a phone, where the name's cell says it. */
  wide?: boolean;
  /** Gives way in a table too narrow for all of them, so that the flags stay in sight; the highest first. */
  givesWay?: number;
  sort?: string;
}

interface AmountWidths {
  net: number;
  tax: number;
  total: number;
  previous: number;
  change: number;
}

type Amounts = Pick<
  RunEntryFragment,
  'net' | 'tax' | 'total' | 'previousTotal' | 'change' | 'currency'
>;

export const narrowest: AmountWidths = { net: 9, tax: 9, total: 9, previous: 9, change: 9 };

/**
 * Wide enough for every amount seen so far, so that figures stand in line; never narrower again, so
 * that nothing jumps back.
 */
export function widen(before: AmountWidths, entry: Amounts, locale: string): AmountWidths {
  const length = (amount: string | null) =>
    amount === null ? 0 : formatMoney(amount, entry.currency, locale).length + 1;
  return {
    net: Math.max(before.net, length(entry.net)),
    tax: Math.max(before.tax, length(entry.tax)),
    total: Math.max(before.total, length(entry.total)),
    previous: Math.max(before.previous, length(entry.previousTotal)),
    // with its sign
    change: Math.max(before.change, length(entry.change) + 1),
  };
}

/** The columns of the customers of a run: before confirming, after it, and of those left out. */
export function columnsFor(mode: EntryMode, widths: AmountWidths, phone: boolean): Column[] {
  const name: Column = {
    key: 'name',
    label: 'Customer',
    sort: 'name',
    width: `minmax(${phone ? 12 : 20}ch, 1fr)`,
  };
  const total: Column = {
    key: 'total',
    label: 'Total',
    width: `${phone ? Math.max(widths.total, widths.previous + 4) : widths.total}ch`,
    end: true,
    sort: 'total',
  };
  const previous: Column = {
    key: 'previous',
    label: 'Last time',
    width: `${widths.previous + 1}ch`,
    end: true,
    wide: true,
    sort: 'previousTotal',
  };
  const change: Column = {
    key: 'change',
    label: 'Change',
    width: `${widths.change}ch`,
    end: true,
    wide: true,
    sort: 'change',
  };
  const actions: Column = {
    key: 'actions',
    label: 'Actions',
    width: mode === 'leftOut' ? '116px' : '32px',
    wide: true,
  };
  if (mode === 'leftOut')
    return [
      name,
      { key: 'reason', label: 'Why left out', width: 'minmax(20ch, 1.4fr)', wide: true },
      previous,
      actions,
    ];
  return [
    name,
    { key: 'lines', label: 'Lines', width: '5ch', end: true, wide: true, givesWay: 3 },
    { key: 'net', label: 'Net', width: `${widths.net}ch`, end: true, wide: true, givesWay: 1 },
    { key: 'tax', label: 'Tax', width: `${widths.tax}ch`, end: true, wide: true, givesWay: 2 },
    total,
    ...(mode === 'issued'
      ? [{ key: 'invoice', label: 'Invoice', width: '17ch', wide: true } satisfies Column]
      : [
          previous,
          change,
          {
            key: 'flags',
            label: 'Flags',
            width: 'minmax(11ch, 0.4fr)',
            wide: true,
          } satisfies Column,
          actions,
        ]),
  ];
}

/** Of a character as wide as a digit, between two columns, and beside the first and the last, in pixels. */
const CHARACTER = 8;
const GAP = 16;

/** The columns that fit in a table of that many pixels, without as many of those that give way as it takes. */
export function fitting(columns: readonly Column[], pixels: number): Column[] {
  const leaving = Math.max(...columns.map(({ givesWay = 0 }) => givesWay));
  if (leaving === 0 || leastWidth(columns) <= pixels) return [...columns];
  return fitting(
    columns.filter(({ givesWay }) => givesWay !== leaving),
    pixels,
  );
}

function leastWidth(columns: readonly Column[]): number {
  const widths = columns.map(({ width }) => {
    const [, least, unit] = /(\d+)(ch|px)/.exec(width) ?? [];
    return Number(least ?? 0) * (unit === 'ch' ? CHARACTER : 1);
  });
  return widths.reduce((sum, width) => sum + width + GAP, GAP);
}
