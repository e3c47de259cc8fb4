import type { BankEntry } from './entry.ts';

/** What a movement on the account is. */
export const TRANSACTION_KINDS = [
  'CREDIT',
  'RETURN',
  'COLLECTION',
  'PAYOUT',
  'GATEWAY_PAYOUT',
  'FEE',
  'OUTGOING',
] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/**
 * What is done about a payment that was given back: collected again with the next batch, as often as a setting says;
 * not again, until the customer has said which account is right (SUSPEND) or given a new mandate (CANCEL); not again by
 * itself; or a person looks at it.
 */
export type AfterReturn = 'RETRY' | 'SUSPEND_MANDATE' | 'CANCEL_MANDATE' | 'NOT_AGAIN' | 'TASK';

/** A reason of the banks: in words, what follows, and whether a person has to look at it besides. */
export interface ReturnRule {
  words: string;
  next: AfterReturn;
  /** The customer gets no automatic messages, and a person looks at it. */
  silent: boolean;
}

const rule = (next: AfterReturn, words: string, silent = false): ReturnRule => ({
  words,
  next,
  silent,
});

/** By the code of the banks. Source: payments, Returns and chargebacks. */
const RULES: Readonly<Record<string, ReturnRule>> = {
  AM04: rule('RETRY', 'not enough money'),
  MS03: rule('RETRY', 'the bank gives no reason'),
  AC01: rule('SUSPEND_MANDATE', 'account number wrong'),
  AC06: rule('SUSPEND_MANDATE', 'account blocked'),
  AG01: rule('SUSPEND_MANDATE', 'no direct debit on this account'),
  RC01: rule('SUSPEND_MANDATE', 'bank code wrong'),
  SL01: rule('SUSPEND_MANDATE', 'the bank was told to block'),
  AC04: rule('CANCEL_MANDATE', 'account closed'),
  MD01: rule('CANCEL_MANDATE', 'no valid mandate'),
  MD07: rule('CANCEL_MANDATE', 'account holder died', true),
  MD06: rule('NOT_AGAIN', 'customer took it back'),
  MS02: rule('NOT_AGAIN', 'customer refused'),
  AM05: rule('TASK', 'duplicate'),
  BE05: rule('TASK', 'creditor id unknown'),
  FF01: rule('TASK', 'the file was wrong'),
  FF05: rule('TASK', 'the kind of direct debit was wrong'),
  MD02: rule('TASK', 'mandate data missing'),
  RR01: rule('TASK', 'regulation: the payer’s account is missing'),
  RR02: rule('TASK', 'regulation: the payer’s name or address is missing'),
  RR03: rule('TASK', 'regulation: the payee’s name or address is missing'),
  RR04: rule('TASK', 'regulation'),
};

/** What a code says and what follows it; a code that nobody here knows is said with the bank's text, for a person. */
export function returnRule(code: string, text: string): ReturnRule {
  const unknown = `code ${code}${text ? `: ${text}` : ''}`;
  return Object.hasOwn(RULES, code) ? RULES[code] : rule('TASK', unknown);
}

/** How the money had come: what a person does about it differs by that. */
export type CameBy = 'DIRECT_DEBIT' | 'OTHERWISE';

/** What is to be done where nothing is said of a code by itself. */
const DO: Readonly<Record<AfterReturn, Readonly<Record<CameBy, string>>>> = {
  RETRY: {
    DIRECT_DEBIT: 'Collect it once more at your bank, then ask for it by other means.',
    OTHERWISE: 'Ask the customer to pay again.',
  },
  SUSPEND_MANDATE: {
    DIRECT_DEBIT: 'Ask the customer which account is right before you collect it again.',
    OTHERWISE: 'Ask the customer to pay again, from an account that works.',
  },
  CANCEL_MANDATE: {
    DIRECT_DEBIT: 'Ask the customer for a new mandate, or for another way to pay.',
    OTHERWISE: 'Ask the customer to pay again, from another account or in another way.',
  },
  NOT_AGAIN: {
    DIRECT_DEBIT: 'Ask the customer why before you collect it again.',
    OTHERWISE: 'Ask the customer why it was taken back, and to pay again.',
  },
  TASK: {
    DIRECT_DEBIT: 'Find out what is wrong before you collect it again.',
    OTHERWISE: 'Find out what is wrong, then ask the customer to pay again.',
  },
};
/** Whatever it was. */
const DO_OF: Readonly<Record<string, string>> = {
  MD07: 'Write to nobody: find out who is in charge of the estate.',
  AM05: 'Look whether it was paid twice; what was owed once is owed still.',
};
const COLLECTED: Readonly<Record<string, string>> = {
  BE05: 'Check your creditor id with the bank, then collect it again.',
  FF01: 'Look at the bank’s report of your file, and send what is left of it again.',
  FF05: 'Check whether the mandate is of the kind CORE or B2B, and set it right at your bank.',
  MD02: 'Complete the mandate: holder, account, reference and the day it was signed.',
  RR01: 'Complete the payer’s account, then collect it again.',
  RR02: 'Complete the customer’s name and address, then collect it again.',
  RR03: 'Complete your company’s name and address, then collect it again.',
  RR04: 'Ask the bank what the regulation asks for, then collect it again.',
};

/** What a person does about a payment that came back with a code. */
export function returnAdvice(code: string, cameBy: CameBy): string {
  const own = cameBy === 'DIRECT_DEBIT' ? { ...DO_OF, ...COLLECTED } : DO_OF;
  return Object.hasOwn(own, code) ? own[code] : DO[returnRule(code, '').next][cameBy];
}

/** Whether a code is one that is said in words here. */
export function isKnownReturn(code: string): boolean {
  return Object.hasOwn(RULES, code);
}

/** A return's reason in words; null where the bank says nothing. */
export function returnReason(code: string | null, text: string): string | null {
  return code ? returnRule(code, text).words : text || null;
}

/** Whether a person has to look at what was given back. Where the bank gives no code there is nothing to look at. */
export function needsPerson(code: string | null): boolean {
  if (!code) return false;
  const { next, silent } = returnRule(code, '');
  return next === 'TASK' || silent;
}

const RETURN_CODES = new Set(['108', '109', '159']);
const FEE = /^NCHG$|(^|-)(FEES|CHRG|COMM|COME|CHAR|OTHR-FEES)$|^(805|808|809)$/;

/** What an entry is: money out is no payment, whatever else it is. */
export function kindOf(
  entry: Pick<BankEntry, 'amount' | 'code' | 'reversal' | 'returnCode'>,
): TransactionKind {
  if (!entry.amount.startsWith('-')) return 'CREDIT';
  const returned =
    entry.reversal ||
    entry.returnCode !== null ||
    (entry.code !== null && RETURN_CODES.has(entry.code));
  if (returned) return 'RETURN';
  return entry.code && FEE.test(entry.code) ? 'FEE' : 'OUTGOING';
}
