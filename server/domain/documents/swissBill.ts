import {
  creditorReference,
  paymentReferenceOf,
  qrReference,
  type PaymentReferenceKind,
} from '../bank/references.ts';
import { formatMinor } from '../money/money.ts';
import { amountProblem, isQrIban, onOneLine, type Payee, type ToPay } from './epcCode.ts';

/** An address in its parts; country: its code of ISO 3166-1. */
export interface SwissAddress {
  name: string;
  street: string;
  house: string;
  zip: string;
  city: string;
  country: string;
}

/** What a Swiss QR-bill says, before it is written for a scanner or printed for a person. */
export interface SwissBill {
  iban: string;
  creditor: SwissAddress;
  /** Null: to be written by hand. */
  debtor: SwissAddress | null;
  amount: string;
  currency: string;
  referenceType: 'QRR' | 'SCOR' | 'NON';
  reference: string;
  message: string;
}

/** A bill, or why there is none. */
export type SwissAnswer = { bill: SwissBill; why: null } | { bill: null; why: string };

const MOST = { name: 70, street: 70, house: 16, zip: 16, city: 35 } as const;
const MESSAGE_MOST = 140;
/** What may stand in a bill: Latin with its accents, and the sign of the euro. Source: Swiss QR-bill, character set. */
const ALLOWED = /^[\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u20ac]*$/;
const NAMED = {
  name: 'name',
  street: 'street',
  house: 'street',
  zip: 'zip',
  city: 'town',
} as const;

/** A street and the number of a house after it, apart. */
export function houseOf(street: string): { street: string; house: string } {
  const [, name, house] = /^(.*\D) +(\d+ ?[a-zA-Z]?(?:[-/]\d+[a-zA-Z]?)?)$/.exec(street) ?? [];
  return name ? { street: name.trim(), house } : { street, house: '' };
}

/** An address as a bill has it, or what is wrong with it: every town and zip, and nothing cut. */
function addressOf(
  given: Omit<Payee, 'iban' | 'bic'>,
): { address: SwissAddress; why: null } | { address: null; why: string } {
  const line = (text: string | null) => onOneLine(text ?? '');
  const address: SwissAddress = {
    name: line(given.name),
    ...houseOf(line(given.street)),
    zip: line(given.zip),
    city: line(given.city),
    country: line(given.country),
  };
  const missing = (['zip', 'city'] as const).filter((part) => !address[part]);
  if (missing.length)
    return { address: null, why: `${missing.map((part) => NAMED[part]).join(' and ')} missing` };
  if (!/^[A-Z]{2}$/.test(address.country)) return { address: null, why: 'country missing' };
  for (const part of ['name', 'street', 'house', 'zip', 'city'] as const) {
    if (address[part].length > MOST[part])
      return { address: null, why: `${NAMED[part]} longer than ${MOST[part]} characters` };
    if (!ALLOWED.test(address[part]))
      return { address: null, why: `${NAMED[part]} in letters that are not Latin` };
  }
  return { address, why: null };
}

/** How an invoice is named by account and setting; null where a QR-IBAN can have no reference of its number. */
function referenceOf(
  iban: string,
  number: string,
  kind: PaymentReferenceKind,
): Pick<SwissBill, 'referenceType' | 'reference' | 'message'> | null {
  if (isQrIban(iban)) {
    const reference = qrReference(number);
    return reference === null ? null : { referenceType: 'QRR', reference, message: '' };
  }
  const reference = kind === 'RF' ? creditorReference(number) : null;
  if (reference !== null) return { referenceType: 'SCOR', reference, message: '' };
  const written = onOneLine(paymentReferenceOf(number, kind)).slice(0, MESSAGE_MOST);
  return { referenceType: 'NON', reference: '', message: ALLOWED.test(written) ? written : '' };
}

/**
 * The Swiss QR-bill of what is due in francs or euro on an account in Switzerland or Liechtenstein. debtor: who is to
 * pay; one whose address is not whole is left for the payer to write. Source: Swiss QR-bill (SPC 0200); payments, Codes.
 */
export function swissBill(
  payee: Payee,
  debtor: Omit<Payee, 'iban' | 'bic'>,
  { due, currency, number, reference: kind }: ToPay,
): SwissAnswer {
  const none = (why: string): SwissAnswer => ({ bill: null, why });
  const { iban } = payee;
  if (currency !== 'CHF' && currency !== 'EUR') return none('a QR-bill is for francs and euro');
  if (!iban) return none('the company has no IBAN');
  if (!/^(CH|LI)/.test(iban)) return none('the IBAN is not of Switzerland or Liechtenstein');
  const creditor = addressOf(payee);
  if (!creditor.address) return none(`of the company’s address: ${creditor.why}`);
  const wrong = amountProblem(due);
  if (wrong) return none(wrong);
  const named = referenceOf(iban, number, kind);
  if (!named)
    return none('a QR-IBAN needs numbers of invoices with at most 26 digits, nothing else');
  return {
    bill: {
      iban,
      creditor: creditor.address,
      debtor: addressOf(debtor).address,
      amount: formatMinor(due, 2),
      currency,
      ...named,
    },
    why: null,
  };
}

const linesOf = (address: SwissAddress | null): string[] =>
  address
    ? ['S', address.name, address.street, address.house, address.zip, address.city, address.country]
    : ['', '', '', '', '', '', ''];

/** What a scanner reads from the code of a bill, line by line. */
export function swissPayload(bill: SwissBill): string {
  return [
    'SPC',
    '0200',
    '1',
    bill.iban,
    ...linesOf(bill.creditor),
    // nobody behind the creditor: for later use by the standard
    ...linesOf(null),
    bill.amount,
    bill.currency,
    ...linesOf(bill.debtor),
    bill.referenceType,
    bill.reference,
    bill.message,
    'EPD',
  ].join('\n');
}
