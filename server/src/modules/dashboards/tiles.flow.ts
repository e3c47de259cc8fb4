// What was invoiced, credited, paid and given back in a month.
import { addDays, daysBetween } from '@backhaul/domain/time/calendar';
import { formatMinor } from '@backhaul/domain/money/money';
import type { TileRowType } from './dashboard.types.ts';
import type { Frame } from './frame.ts';
import { countOf, minorOf } from './figures.ts';
import type { Asked, Kept } from './figures.store.ts';
import { linkTo, moneyTile, reportTo, type NeededTile } from './tile.ts';

type Sums = Readonly<Record<string, readonly Kept[]>>;

/** The sums by their days, and the list that holds the same. */
const FLOWS = {
  invoiced: {
    figure: 'ISSUED',
    need: 'invoices:read',
    list: 'invoices',
    filter: { issued: true },
    days: ['documentDateFrom', 'documentDateTo'],
  },
  credited: {
    figure: 'CREDITED',
    need: 'invoices:read',
    list: 'creditNotes',
    filter: {},
    days: ['documentDateFrom', 'documentDateTo'],
  },
  paid: {
    figure: 'RECEIVED',
    need: 'payments:read',
    list: 'payments',
    filter: { reversed: false },
    days: ['dateFrom', 'dateTo'],
  },
  invoicesPaid: {
    figure: 'SETTLED',
    need: 'invoices:read',
    list: 'invoices',
    filter: { paymentStatus: ['PAID'] },
    days: ['documentDateFrom', 'documentDateTo'],
  },
  invoicesPartlyPaid: {
    figure: 'PARTLY_SETTLED',
    need: 'invoices:read',
    list: 'invoices',
    filter: { paymentStatus: ['PARTIALLY_PAID'] },
    days: ['documentDateFrom', 'documentDateTo'],
  },
  invoicesUnpaid: {
    figure: 'UNSETTLED',
    need: 'invoices:read',
    list: 'invoices',
    filter: { paymentStatus: ['UNPAID'] },
    days: ['documentDateFrom', 'documentDateTo'],
  },
  proformasPaid: {
    figure: 'PROFORMA_PAID',
    need: 'invoices:read',
    list: 'proformas',
    filter: { status: 'PAID' },
    days: ['documentDateFrom', 'documentDateTo'],
  },
  proformasUnpaid: {
    figure: 'PROFORMA_UNPAID',
    need: 'invoices:read',
    list: 'proformas',
    filter: { status: 'UNPAID' },
    days: ['documentDateFrom', 'documentDateTo'],
  },
  // no list holds refunds: the report does, below zero
  refunded: { figure: 'REFUNDED', need: 'payments:read', list: null, filter: {}, days: ['', ''] },
} as const;
type Flow = keyof typeof FLOWS;

/** Those that are told day by day as well. */
const BY_DAY = { invoiced: 'invoicedByPeriod', paid: 'paidByPeriod' } as const;

/** What was taken back in the month of documents and payments of earlier ones, which these figures leave out. */
const TAKEN_BACK = {
  invoiced: {
    figure: 'VOIDED',
    label: 'VOIDED_OF_EARLIER',
    days: ['voidedFrom', 'voidedTo'],
    dated: 'documentDateTo',
  },
  paid: {
    figure: 'REVERSED',
    label: 'REVERSED_OF_EARLIER',
    days: ['reversedFrom', 'reversedTo'],
    dated: 'dateTo',
  },
} as const satisfies Partial<Record<Flow, unknown>>;
const takenBack = (key: Flow) => (key === 'invoiced' || key === 'paid' ? TAKEN_BACK[key] : null);

const daysOf = ({ days: { from, before } }: Frame) =>
  Array.from({ length: daysBetween(from, before) }, (_, i) => addDays(from, i));

export function flowsAsked(frame: Frame, keys: readonly Flow[]): Record<string, Asked> {
  const of = frame.whole;
  return Object.fromEntries(
    keys.flatMap((key): [string, Asked][] => {
      const { figure } = FLOWS[key];
      const byDay = key in BY_DAY ? daysOf(frame) : [];
      const back = takenBack(key);
      return [
        ...(back
          ? [[`${key} taken back`, { figure: back.figure, of, ...frame.days }] as [string, Asked]]
          : []),
        [key, { figure, of, ...frame.days }],
        [`${key} before`, { figure, of, ...frame.prior }],
        ...byDay.map((day): [string, Asked] => [
          `${key} ${day}`,
          { figure, of, from: day, before: addDays(day, 1) },
        ]),
      ];
    }),
  );
}

export function flowTiles(frame: Frame, sums: Sums, keys: readonly Flow[]): NeededTile[] {
  return keys.flatMap((key) => {
    const { list, filter, need, days } = FLOWS[key];
    const { from, before } = frame.days;
    const values = [minorOf(sums[key]), minorOf(sums[`${key} before`])] as const;
    const link = list
      ? linkTo(frame, list, { ...filter, [days[0]]: from, [days[1]]: addDays(before, -1) })
      : reportTo(frame, 'PAYMENTS', frame.days);
    const beside = { need, count: countOf(sums[key]), link };
    const made = moneyTile(frame, key, values, {
      ...beside,
      rows: takenBackRows(frame, sums, key),
    });
    if (key !== 'invoiced' && key !== 'paid') return [made];
    const series = daysOf(frame).map((at) => ({
      at,
      value: formatMinor(minorOf(sums[`${key} ${at}`]), frame.area.digits),
    }));
    return [made, moneyTile(frame, BY_DAY[key], values, { ...beside, series })];
  });
}

/** What was taken back of earlier months, where there is any, with its list. */
function takenBackRows(frame: Frame, sums: Sums, key: Flow): TileRowType[] {
  const back = takenBack(key);
  const kept = sums[`${key} taken back`] ?? [];
  const { list } = FLOWS[key];
  if (!back || !list || !countOf(kept)) return [];
  const { from, before } = frame.days;
  return [
    {
      label: back.label,
      value: formatMinor(minorOf(kept), frame.area.digits),
      count: countOf(kept),
      link: linkTo(frame, list, {
        [back.days[0]]: from,
        [back.days[1]]: addDays(before, -1),
        [back.dated]: addDays(from, -1),
      }),
    },
  ];
}
