import { yearAndDay } from '../schedule/automationWords.ts';
import type { LocalDate } from '../time/calendar.ts';

/** Something about a file that a person should know. */
export interface ChainWarning {
  code: 'DOES_NOT_ADD_UP' | 'GAP' | 'OVERLAP';
  message: string;
}

/** Amounts of a statement in minor units, null where the bank does not say. */
export interface ChainedStatement {
  opening: bigint | null;
  entries: bigint;
  closing: bigint | null;
  from: LocalDate;
}

/** Whether a statement's balances and entries add up; null where they do, or cannot be compared. */
export function addsUp(
  { opening, entries, closing }: ChainedStatement,
  write: (minor: bigint) => string,
): ChainWarning | null {
  if (opening === null || closing === null) return null;
  const off = closing - opening - entries;
  if (off === 0n) return null;
  return {
    code: 'DOES_NOT_ADD_UP',
    message:
      `Opening ${write(opening)} and entries of ${write(entries)} come to ${write(opening + entries)}, ` +
      `the closing balance is ${write(closing)}: a difference of ${write(off)}.`,
  };
}

/**
 * Whether a statement goes on from the one before it; null where it does, or nothing is known. Statements overlap where
 * this one begins before the other ends, or holds what is known already: banks send several of one day.
 */
export function followsOn(
  before: { closing: bigint | null; date: LocalDate } | null,
  { opening, from, known }: Pick<ChainedStatement, 'opening' | 'from'> & { known: boolean },
  write: (minor: bigint) => string,
): ChainWarning | null {
  if (!before || before.closing === null || opening === null || before.closing === opening)
    return null;
  const code = known || from < before.date ? 'OVERLAP' : 'GAP';
  return {
    code,
    message:
      `The statement before closes with ${write(before.closing)} on ${yearAndDay(before.date)}, this one opens with ` +
      `${write(opening)} on ${yearAndDay(from)}: ${code === 'GAP' ? 'something between them is missing' : 'they overlap'}.`,
  };
}
