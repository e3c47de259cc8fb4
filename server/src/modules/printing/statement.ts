import { foldDays } from '@backhaul/domain/documents/foldDays';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { entriesOf, type StatementEntry, turnoverOf } from './account.store.ts';

/** What moved a customer's account between two days, both included; amounts in minor units. */
export interface StatementOfAccount {
  opening: bigint;
  debits: bigint;
  credits: bigint;
  closing: bigint;
  /** All entries of these days. */
  count: number;
  /** Whether entries of these days are left out, since there are more than were asked for. */
  cut: boolean;
  /** balance: after the entry, in the order of their days; what was charged by days is a line a month. */
  entries: (StatementEntry & { balance: bigint })[];
}

/** A customer's account between two days, with its first entries, `most` at most. */
export async function statementOf(
  sql: ScopedSql,
  customerId: string,
  { from, to }: { from: LocalDate; to: LocalDate },
  most: number,
): Promise<StatementOfAccount> {
  const turnover = await turnoverOf(sql, customerId, from, to);
  const { opening, debits, credits } = turnover;
  let balance = opening;
  const entries = await entriesOf(sql, customerId, from, to, most);
  return {
    ...turnover,
    closing: opening + credits - debits,
    // before days become lines: those are fewer without anything being left out
    cut: turnover.count > entries.length,
    entries: foldDays(entries).map((entry) => {
      balance += entry.type === 'CREDIT' ? entry.amount : -entry.amount;
      return { ...entry, balance };
    }),
  };
}
