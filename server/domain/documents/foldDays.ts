import type { LocalDate } from '../time/calendar.ts';

/** An entry of a ledger as it is told. day: of a service that is charged day by day, which one; else null. */
export interface ToldEntry {
  date: LocalDate;
  type: string;
  /** In minor units. */
  amount: bigint;
  description: string;
  /** Of what days it is, both included; null where it is of none. */
  period: { from: LocalDate; to: LocalDate } | null;
  /** used: for what was used on it, of which days say nothing. */
  day: { serviceId: string; on: LocalDate; used?: boolean } | null;
}

/** What the days of one service come to in a month. */
interface Month<Entry> {
  days: number;
  amount: bigint;
  from: LocalDate;
  to: LocalDate;
  last: Entry;
}

/**
 * Entries as people read them: what was charged day by day is a line for each service and month,
 * "15 × Fibre 50" or "Voice: Calls", where the last of its days stands, with the first and the last of them as its
 * period. Source: billing rules, Prepaid (daily).
 */
export function foldDays<Entry extends ToldEntry>(entries: readonly Entry[]): Entry[] {
  const keyOf = ({ day, type, description }: Entry): string | null =>
    day && [day.serviceId, day.on.slice(0, 7), type, description].join(' ');
  const folded = new Map<string, Month<Entry>>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null || !entry.day) continue;
    const { on } = entry.day;
    const { days, amount, from, to } = folded.get(key) ?? { days: 0, amount: 0n, from: on, to: on };
    folded.set(key, {
      days: days + 1,
      amount: amount + entry.amount,
      from: on < from ? on : from,
      to: on > to ? on : to,
      last: entry,
    });
  }
  return entries.flatMap((entry) => {
    const key = keyOf(entry);
    const month = key === null ? undefined : folded.get(key);
    if (!month) return [entry];
    if (month.last !== entry) return [];
    const { days, amount, from, to } = month;
    const description =
      days > 1 && !entry.day?.used ? `${days} × ${entry.description}` : entry.description;
    return [{ ...entry, amount, description, period: { from, to } }];
  });
}
