import {
  isCreditorReference,
  paymentReferenceOf,
  type PaymentReferenceKind,
} from '../bank/references.ts';
import { formatMinor } from '../money/money.ts';

/** A code to pay by, or why there is none, in words that whoever sets things up understands. */
export type PaymentCode = { payload: string; why: null } | { payload: null; why: string };

/** Who is to be paid, as far as a code says it; country: its code of ISO 3166-1, null where it is none. */
export interface Payee {
  name: string;
  iban: string | null;
  bic: string | null;
  street: string | null;
  zip: string | null;
  city: string | null;
  country: string | null;
}

/** What is to be paid: due is in minor units of a currency, number that of the invoice. */
export interface ToPay {
  due: bigint;
  currency: string;
  number: string;
  reference: PaymentReferenceKind;
}

const BYTES_MOST = 331;
const NAME_MOST = 70;
const TEXT_MOST = 140;
/** 999999999.99, in cents. */
const AMOUNT_MOST = 99_999_999_999n;

/** A text as one line: breaks and runs of blanks are a blank. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const none = (why: string): PaymentCode => ({ payload: null, why });

/** Why an amount cannot be asked for by a code; null where it can. Euro and francs have two decimals alike. */
export function amountProblem(due: bigint): string | null {
  if (due <= 0n) return 'nothing is due';
  return due > AMOUNT_MOST ? 'a code says at most 999999999.99' : null;
}

/** Whether an account is one of those that take payments with a QR reference only. Source: Swiss QR-bill, QR-IBAN. */
export function isQrIban(iban: string): boolean {
  const institution = Number(iban.slice(4, 9));
  return /^(CH|LI)/.test(iban) && institution >= 30_000 && institution <= 31_999;
}

/**
 * What a banking app reads from the code of a SEPA credit transfer, in the order of its lines.
 * Source: EPC069-12, version 002; payments, Codes.
 */
export function epcCode(payee: Payee, { due, currency, number, reference }: ToPay): PaymentCode {
  if (currency !== 'EUR') return none('a SEPA code is for euro only');
  if (!payee.iban) return none('the company has no IBAN');
  if (isQrIban(payee.iban)) return none('a QR-IBAN takes payments of Swiss QR-bills only');
  const name = onOneLine(payee.name);
  if ([...name].length > NAME_MOST)
    return none(`the company’s name is longer than ${NAME_MOST} characters`);
  const wrong = amountProblem(due);
  if (wrong) return none(wrong);
  const written = onOneLine(paymentReferenceOf(number, reference));
  const structured = isCreditorReference(written);
  const payload = [
    'BCD',
    '002',
    '1',
    'SCT',
    payee.bic ?? '',
    name,
    payee.iban,
    `EUR${formatMinor(due, 2)}`,
    '',
    structured ? written : '',
    structured ? '' : [...written].slice(0, TEXT_MOST).join(''),
  ].join('\n');
  if (new TextEncoder().encode(payload).length > BYTES_MOST)
    return none(`name and reference are longer than ${BYTES_MOST} bytes together`);
  return { payload, why: null };
}
