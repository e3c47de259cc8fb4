import { expectedCash } from '@backhaul/domain/cashDesk/till';
import { cellOf } from '../../kit/cells.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { decimal } from './cashDesk.types.ts';
import { countsOf, movementsOf, type CountRow, type MovementRow } from './movements.store.ts';
import type { SessionRow } from './sessions.store.ts';
import { tillsById, type TillRow } from './tills.store.ts';
import { totalsOf } from './totals.ts';

/** A session with all that its report says of it. */
export interface SessionReport {
  session: SessionRow;
  till: TillRow;
  movements: MovementRow[];
  counts: CountRow[];
}

export const COLUMNS = [
  'till',
  'close',
  'cashier',
  'what',
  'method',
  'count',
  'amount',
  'currency',
];

/** How a report calls what moved. */
export const MOVED = {
  PAYMENT: 'Payment',
  REFUND: 'Given back',
  PAY_IN: 'Pay-in',
  PAY_OUT: 'Pay-out',
  DEPOSIT: 'Deposit',
} as const;

/** Sessions with what moved in them and what was counted, in their order. */
export async function reportsOf(
  sql: ScopedSql,
  sessions: readonly SessionRow[],
): Promise<SessionReport[]> {
  const ids = sessions.map(({ id }) => id);
  const tills = await tillsById(sql, [...new Set(sessions.map(({ tillId }) => tillId))]);
  const [movements, counts] = [await movementsOf(sql, ids), await countsOf(sql, ids)];
  return sessions.flatMap((session) => {
    const till = tills.find(({ id }) => id === session.tillId);
    const own = <R extends { sessionId: string }>(all: readonly R[]) =>
      all.filter(({ sessionId }) => sessionId === session.id);
    return till ? [{ session, till, movements: own(movements), counts: own(counts) }] : [];
  });
}

/** What should have been in a till when a session ended, or should be in it now. */
export function expectedOf({ session, movements }: SessionReport): bigint {
  return (
    session.expected ??
    expectedCash(
      session.float,
      movements.map((each) => ({ ...each, cash: each.method === 'CASH' })),
    )
  );
}

/** Nothing differs before a session is closed: what was counted until then may be counted again. */
const countedOf = ({ session, counts }: SessionReport): bigint | null =>
  isOpen({ session }) ? null : (session.counted ?? counts.at(-1)?.counted ?? null);
const isOpen = ({ session }: Pick<SessionReport, 'session'>): boolean => session.status === 'OPEN';
/** What should be in a till that is still open, beside what was expected where it was counted. */
const SO_FAR = 'Expected in open tills';

/** The report of a session, a line each: by method how many and how much, then what was counted. */
export function linesOf(report: SessionReport): string[][] {
  const { session, till, movements, counts } = report;
  const [expected, counted] = [expectedOf(report), countedOf(report)];
  const line = liner([till.name, session.number ?? '', session.openedBy], till.currency);
  return [
    line('Float', session.float),
    ...totalsOf(movements).map(({ kind, method, count, amount }) =>
      line(MOVED[kind], amount, { method, count }),
    ),
    line(isOpen(report) ? SO_FAR : 'Expected', expected),
    line('Counted first', counts.at(0)?.counted ?? null),
    line('Counted', counted),
    ...(counts.at(-1)?.pieces ?? []).map(({ value, count }) =>
      line(`Counted in ${decimal(value, till.currency)}`, value * BigInt(count), { count }),
    ),
    line('Difference', counted === null ? null : counted - expected),
    line('Left in the till', session.left),
  ];
}

/** The same of several sessions together, by currency: what was counted of the closed ones, the open ones apart. */
export function sumsOf(reports: readonly SessionReport[]): string[][] {
  return [...new Set(reports.map(({ till }) => till.currency))].sort().flatMap((currency) => {
    const own = reports.filter(({ till }) => till.currency === currency);
    const line = liner(['All', '', ''], currency);
    const sum = (of: (report: SessionReport) => bigint | null, all = own) =>
      all.reduce((total, report) => total + (of(report) ?? 0n), 0n);
    const open = own.filter(isOpen);
    const closed = own.filter((report) => !isOpen(report));
    return [
      line(
        'Float',
        sum(({ session }) => session.float),
      ),
      ...totalsOf(own.flatMap(({ movements }) => movements)).map(
        ({ kind, method, count, amount }) => line(MOVED[kind], amount, { method, count }),
      ),
      ...(open.length ? [line(SO_FAR, sum(expectedOf, open))] : []),
      line('Expected', sum(expectedOf, closed)),
      line('Counted', sum(countedOf, closed)),
      line(
        'Difference',
        sum((report) => {
          const counted = countedOf(report);
          return counted === null ? null : counted - expectedOf(report);
        }, closed),
      ),
    ];
  });
}

function liner(whose: readonly (string | number)[], currency: string) {
  return (
    what: string,
    amount: bigint | null,
    { method = '', count }: { method?: string; count?: number } = {},
  ): string[] => [
    ...whose.map(cellOf),
    what,
    method,
    count === undefined ? '' : String(count),
    amount === null ? '' : decimal(amount, currency),
    currency,
  ];
}
