import { oneLineOf, type BankEntry } from './entry.ts';

/** What of an entry tells whether another one is the same, besides account, day and amount. */
export interface EntryMarks {
  bankReference: string | null;
  /** The bank's name for the booking that it is a part of. */
  entryReference: string | null;
  endToEndId: string | null;
  iban: string | null;
  /** Without white space, in capitals; empty: nothing is known. */
  text: string;
}

/** Of a text no more counts than this. */
const TEXT_MAX = 1000;

export function marksOf(
  entry: Pick<
    BankEntry,
    'bankReference' | 'entryReference' | 'endToEndId' | 'iban' | 'lines' | 'joined'
  >,
): EntryMarks {
  const { bankReference, entryReference, endToEndId, iban } = entry;
  const text = oneLineOf(entry).replace(/\s/g, '').toUpperCase().slice(0, TEXT_MAX);
  return { bankReference, entryReference, endToEndId, iban, text };
}

/** Whether two entries of one account, day and amount are told in the same words. */
export function identical(a: EntryMarks, b: EntryMarks): boolean {
  return (
    a.bankReference === b.bankReference &&
    a.endToEndId === b.endToEndId &&
    a.iban === b.iban &&
    a.text === b.text
  );
}

/**
 * Whether two entries of one account, day and amount are the same though their files tell more or less of them. Bank
 * references decide alone where both have one; a file of details may name both the booking and its detail. UNSURE:
 * nothing else is known of both.
 */
export function agreement(a: EntryMarks, b: EntryMarks): 'SAME' | 'DIFFERENT' | 'UNSURE' {
  if (a.bankReference && b.bankReference)
    return a.bankReference === b.bankReference || isPart(a, b) || isPart(b, a)
      ? 'SAME'
      : 'DIFFERENT';
  let common = false;
  for (const key of ['endToEndId', 'iban'] as const) {
    if (!a[key] || !b[key]) continue;
    if (a[key] !== b[key]) return 'DIFFERENT';
    common = true;
  }
  if (a.text && b.text) {
    if (!a.text.includes(b.text) && !b.text.includes(a.text)) return 'DIFFERENT';
    common = true;
  }
  return common ? 'SAME' : 'UNSURE';
}

/** Whether one is the only detail, by a name of its own, of the booking that the other is: as much on the same day. */
const isPart = (detail: EntryMarks, booking: EntryMarks) =>
  detail.entryReference !== null && detail.entryReference === booking.bankReference;

export type Known<K> =
  | { known: K; same: true }
  /** Nothing tells them apart, and nothing says that they are one. */
  | { known: K; same: false };

/**
 * Which of the entries that are there already each new one of the same account, day and amount is; null: none. Each that
 * is there is one new entry at most, so that two equal payments stay two.
 */
export function matchKnown<K extends { marks: EntryMarks }>(
  fresh: readonly EntryMarks[],
  there: readonly K[],
): (Known<K> | null)[] {
  const left = new Set(there);
  const found: (Known<K> | null)[] = fresh.map(() => null);
  const pass = (fits: (a: EntryMarks, b: EntryMarks) => boolean, same: boolean) => {
    fresh.forEach((marks, i) => {
      if (found[i]) return;
      const known = [...left].find((each) => fits(marks, each.marks));
      if (!known) return;
      left.delete(known);
      found[i] = { known, same } as Known<K>;
    });
  };
  pass(identical, true);
  pass((a, b) => agreement(a, b) === 'SAME', true);
  pass((a, b) => agreement(a, b) === 'UNSURE', false);
  return found;
}
