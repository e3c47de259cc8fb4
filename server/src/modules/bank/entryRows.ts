import { oneLineOf, type BankEntry } from '@backhaul/domain/bank/entry';
import { exactMinor } from '@backhaul/domain/bank/amounts';
import { kindOf, returnReason } from '@backhaul/domain/bank/returns';
import type { AccountRow, FileToRead } from './files.store.ts';

export interface EntryToAdd {
  entry: BankEntry;
  minor: bigint;
  /** Which one of its statement it is. */
  position: number;
}

/** Where entries are added. */
export interface Into {
  file: Pick<FileToRead, 'id'>;
  /** Which one of the files packed into it; 0: it is none. */
  member: number;
  statement: { id: string; account: AccountRow; digits: number };
}

const LENGTH = { name: 200, text: 2000, reference: 140 };
/** A text without what PostgreSQL does not keep: the character zero, and halves of characters. */
export const storable = (text: string): string => text.replace(/[\0\p{Cs}]/gu, '');
const cut = (text: string | null, max = LENGTH.reference) =>
  text === null ? null : storable(text.slice(0, max)) || null;

/** What an entry tells that another file's entry of the same may not. */
export function saidOf({ entry }: EntryToAdd) {
  return {
    name: cut(entry.name, LENGTH.name),
    iban: cut(entry.iban, 40),
    text: cut(oneLineOf(entry), LENGTH.text) ?? '',
    lines: cut(entry.lines, LENGTH.text) ?? '',
    endToEndId: cut(entry.endToEndId),
    mandateReference: cut(entry.mandateReference),
    structuredReference: cut(entry.structuredReference),
    customerReference: cut(entry.customerReference),
  };
}

/** An entry as a row; possibly: what it may be the same as. */
export function rowOf(each: EntryToAdd, digits: number, possibly: string | null) {
  const { entry, minor, position } = each;
  const kind = kindOf(entry);
  const said = saidOf(each);
  const original = entry.originalAmount ? exactMinor(entry.originalAmount, digits) : null;
  const fee =
    kind === 'RETURN' && original !== null && -minor > original ? -minor - original : null;
  return {
    ...said,
    position,
    line: entry.line,
    kind,
    status: statusOf(entry, kind, possibly),
    bookingDate: entry.bookingDate,
    valueDate: entry.valueDate,
    minor: minor.toString(),
    bankReference: cut(entry.bankReference),
    entryReference: cut(entry.entryReference),
    code: cut(entry.code, 40),
    returnCode: kind === 'RETURN' ? cut(entry.returnCode, 10) : null,
    returnReason: kind === 'RETURN' ? returnReason(cut(entry.returnCode, 10), said.text) : null,
    fee: fee?.toString() ?? null,
    original: kind === 'RETURN' ? (original?.toString() ?? null) : null,
    possibly,
  };
}

function statusOf(entry: BankEntry, kind: string, possibly: string | null): string {
  if (possibly) return 'POSSIBLE_DUPLICATE';
  if (entry.awaitsDetails) return 'AWAITING_DETAILS';
  return kind === 'CREDIT' || kind === 'RETURN' ? 'UNMATCHED' : 'OUTGOING';
}

/** An entry that is there already, as it is kept. */
export function skippedOf(each: EntryToAdd, sameAs: string) {
  const { entry, minor } = each;
  return {
    sameAs,
    line: entry.line,
    bookingDate: entry.bookingDate,
    minor: minor.toString(),
    text: cut(oneLineOf(entry), LENGTH.text) ?? '',
    entry: { ...entry, lines: cut(entry.lines, LENGTH.text) ?? '' },
    position: each.position,
  };
}
