import { tillDay, type TillDay } from '@backhaul/domain/cashDesk/day';
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
  'reason',
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
  return session.expected ?? expectedCash(session.float, moved(movements));
}
const moved = (movements: readonly MovementRow[]) =>
  movements.map((each) => ({ ...each, cash: each.method === 'CASH' }));

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
  const { float, leftBefore, floatReason, left, closeReason } = session;
  const differs = leftBefore !== null && leftBefore !== float;
  return [
    line('Float', float),
    // a part of the float, no addition to it
    ...(differs
      ? [line('Another float than was left', float - leftBefore, { reason: floatReason })]
      : []),
    ...movementLines(line, movements),
    line(isOpen(report) ? SO_FAR : 'Expected', expected),
    line('Counted first', counts.at(0)?.counted ?? null),
    line('Counted', counted),
    ...(counts.at(-1)?.pieces ?? []).map(({ value, count }) =>
      line(`Counted in ${decimal(value, till.currency)}`, value * BigInt(count), { count }),
    ),
    line('Difference', counted === null ? null : counted - expected, { reason: closeReason }),
    ...(counted !== null && left !== null && counted > left
      ? [line('Taken out at the close', counted - left)]
      : []),
    line('Left in the till', left),
  ];
}

const movementLines = (line: ReturnType<typeof liner>, movements: readonly MovementRow[]) =>
  totalsOf(movements).map(({ kind, method, count, amount }) =>
    line(MOVED[kind], amount, { method, count }),
  );

/** The day of one till. */
interface Day extends TillDay {
  till: TillRow;
  sessions: SessionReport[];
}

function daysOf(reports: readonly SessionReport[]): Day[] {
  return [...new Set(reports.map(({ till }) => till.id))].map((id) => {
    const sessions = reports.filter(({ till }) => till.id === id);
    const days = sessions.map((report) => ({
      ...report.session,
      movements: moved(report.movements),
      expected: expectedOf(report),
      counted: countedOf(report),
    }));
    return { till: sessions[0].till, sessions, ...tillDay(days) };
  });
}

/** What a day comes to, of a till or of all. */
interface DaySum {
  till: string | null;
  lines: string[][];
}

/**
 * The day as a whole: of each till that was opened more than once, where there are others, and of all tills together by
 * currency. A drawer is in them once, however often it was counted; those that are still open stand apart.
 */
export function sumsOf(reports: readonly SessionReport[]): DaySum[] {
  const days = daysOf(reports);
  const often = days.filter(({ sessions }) => sessions.length > 1);
  const currencies = [...new Set(days.map(({ till }) => till.currency))].sort();
  return [
    ...(days.length > 1 ? often : []).map((day) => ({
      till: day.till.name,
      lines: dayLines(day.till.name, [day]),
    })),
    ...currencies.map((currency) => {
      const own = days.filter(({ till }) => till.currency === currency);
      return { till: null, lines: dayLines('All', own) };
    }),
  ];
}

function dayLines(name: string, days: readonly Day[]): string[][] {
  const line = liner([name, '', ''], days[0].till.currency);
  const sum = (of: (day: Day) => bigint | null, all = days) =>
    all.reduce((total, day) => total + (of(day) ?? 0n), 0n);
  const open = days.filter(({ counted }) => counted === null);
  const closed = days.filter(({ counted }) => counted !== null);
  const [takenOut, missing] = [sum((day) => day.takenOut), sum((day) => day.difference, open)];
  return [
    line(
      'Float',
      sum((day) => day.opening),
    ),
    ...movementLines(
      line,
      days.flatMap(({ sessions }) => sessions.flatMap(({ movements }) => movements)),
    ),
    ...(takenOut ? [line('Taken out at earlier closes', takenOut)] : []),
    ...days.flatMap(({ floatDifferences }) =>
      floatDifferences.map(({ amount, reason }) => line('Float difference', amount, { reason })),
    ),
    ...(open.length
      ? [
          line(
            SO_FAR,
            sum((day) => day.expected, open),
          ),
        ]
      : []),
    ...(missing ? [line('Difference in open tills', missing)] : []),
    ...(closed.length
      ? [
          line(
            'Expected',
            sum((day) => day.expected, closed),
          ),
          line(
            'Counted',
            sum((day) => day.counted, closed),
          ),
          line(
            'Difference',
            sum((day) => day.difference, closed),
          ),
          ...(sum((day) => day.takenOutLast)
            ? [
                line(
                  'Taken out at the last close',
                  sum((day) => day.takenOutLast),
                ),
              ]
            : []),
          line(
            'Left in the till',
            sum((day) => day.left, closed),
          ),
        ]
      : []),
  ];
}

interface LineMore {
  method?: string;
  count?: number;
  reason?: string | null;
}

function liner(whose: readonly (string | number)[], currency: string) {
  return (
    what: string,
    amount: bigint | null,
    { method = '', count, reason }: LineMore = {},
  ): string[] => [
    ...whose.map(cellOf),
    what,
    method,
    count === undefined ? '' : String(count),
    amount === null ? '' : decimal(amount, currency),
    currency,
    cellOf(reason ?? ''),
  ];
}
