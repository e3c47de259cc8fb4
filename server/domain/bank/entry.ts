import type { LocalDate } from '../time/calendar.ts';

/** The formats of files that a bank hands out. */
export const BANK_FORMATS = ['CAMT_053', 'CAMT_054', 'PAIN_002', 'MT940', 'CSV'] as const;
export type BankFormat = (typeof BANK_FORMATS)[number];

/** What a file tells of one movement on an account. What the bank does not say is null. */
export interface BankEntry {
  /** The line of the file on which it begins. */
  line: number | null;
  bookingDate: LocalDate;
  valueDate: LocalDate | null;
  /** As the bank writes it, with a sign: positive is money in. */
  amount: string;
  currency: string | null;
  name: string | null;
  iban: string | null;
  /** What it is for, its lines one below the other, as a line break may stand within a number. */
  lines: string;
  endToEndId: string | null;
  /** The bank's own name for it. */
  bankReference: string | null;
  /** The bank's name for the booking that it is a part of. */
  entryReference: string | null;
  mandateReference: string | null;
  structuredReference: string | null;
  customerReference: string | null;
  /** What kind of movement it is, in the bank's code: NCHG, 166, PMNT-RCDT-ESCT. */
  code: string | null;
  /** The bank takes back what it had booked. */
  reversal: boolean;
  returnCode: string | null;
  /** What a return was of, without what the bank asks for it; as the bank writes it, no sign. */
  originalAmount: string | null;
  /** It is the sum of several, which the bank tells in a file of their own. */
  awaitsDetails: boolean;
  /** Its lines are broken anywhere: they are put together without a blank. */
  joined: boolean;
}

/** What nothing is said of. */
export const BLANK_ENTRY: Omit<BankEntry, 'bookingDate' | 'amount'> = {
  line: null,
  valueDate: null,
  currency: null,
  name: null,
  iban: null,
  lines: '',
  endToEndId: null,
  bankReference: null,
  entryReference: null,
  mandateReference: null,
  structuredReference: null,
  customerReference: null,
  code: null,
  reversal: false,
  returnCode: null,
  originalAmount: null,
  awaitsDetails: false,
  joined: false,
};

/** Which account a statement says that it is of. */
export interface NamedAccount {
  iban: string | null;
  /** Bank code and account number, or a plain number. */
  other: string | null;
}

/** A balance as the bank writes it, with a sign. */
export interface Balance {
  amount: string;
  date: LocalDate | null;
}

export interface StatementHead {
  account: NamedAccount;
  number: string | null;
  currency: string | null;
  date: LocalDate | null;
  opening: Balance | null;
}

/** What a reader of a format finds, in the order of the file. */
export type Found =
  | { kind: 'statement'; head: StatementHead; line: number }
  | { kind: 'entry'; entry: BankEntry }
  | { kind: 'closing'; balance: Balance | null; date: LocalDate | null }
  | { kind: 'warning'; code: string; line: number | null; message: string };

/** Reads a format piece by piece, so that a file of any length takes the memory of a piece. */
export interface BankReader {
  push(text: string): Found[];
  end(): Found[];
}

/** A file that is not what it seems: the words are for whoever dropped it. */
export class Unreadable extends Error {
  constructor(
    message: string,
    readonly line: number | null = null,
  ) {
    super(message);
  }
}

/** What an entry is for, as one line. */
export function oneLineOf({ lines, joined }: Pick<BankEntry, 'lines' | 'joined'>): string {
  return lines
    .replace(/\n/g, joined ? '' : ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
