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

/** Why a payment was given back, by the code of the banks. */
const REASONS: Readonly<Record<string, string>> = {
  AM04: 'not enough money',
  MS03: 'the bank gives no reason',
  AC01: 'account number wrong',
  AC06: 'account blocked',
  AG01: 'no direct debit on this account',
  RC01: 'bank code wrong',
  SL01: 'the bank was told to block',
  AC04: 'account closed',
  MD01: 'no valid mandate',
  MD07: 'account holder died',
  MD06: 'customer took it back',
  MS02: 'customer refused',
  AM05: 'duplicate',
  BE05: 'creditor id unknown',
  FF01: 'file wrong',
  FF05: 'type wrong',
  MD02: 'mandate data missing',
  RR01: 'regulation',
  RR02: 'regulation',
  RR03: 'regulation',
  RR04: 'regulation',
};

/** A return's reason in words; of a code that nobody here knows, the code and what the bank wrote. */
export function returnReason(code: string | null, text: string): string | null {
  if (!code) return text || null;
  return REASONS[code] ?? `code ${code}${text ? `: ${text}` : ''}`;
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
