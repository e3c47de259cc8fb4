import ibanToBic from 'iban-to-bic';
import { electronicFormatIBAN, isValidBIC, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import { isCreditorReference, isQrReference, mod97 } from '@backhaul/domain/bank/references';

/** What a text is as an identifier: cleaned as it would be stored, or what is wrong with it, in words. */
export interface Checked {
  cleaned: string;
  problem: string | null;
}

const LENGTH_MAX = 200;
const plain = (text: string) => text.slice(0, LENGTH_MAX).replace(/[\s-]/g, '').toUpperCase();

/** An IBAN: the country's length and form, and its check digits, which are 02 to 98. */
export function checkIban(text: string): Checked {
  const cleaned = electronicFormatIBAN(text.slice(0, LENGTH_MAX)) ?? '';
  return { cleaned, problem: problemOf(cleaned) };
}

function problemOf(iban: string): string | null {
  const { valid, errorCodes } = validateIBAN(iban);
  const digits = Number(iban.slice(2, 4));
  if (valid) return digits >= 2 && digits <= 98 ? null : 'has check digits that do not exist';
  if (!iban) return 'is missing';
  if (errorCodes.includes(ValidationErrorsIBAN.NoIBANCountry))
    return 'begins with no country that has IBANs';
  if (errorCodes.includes(ValidationErrorsIBAN.WrongBBANLength))
    return 'has the wrong length for its country';
  if (errorCodes.includes(ValidationErrorsIBAN.WrongIBANChecksum))
    return 'has a wrong check digit: something in it is mistyped';
  return 'does not have the form of its country';
}

/** The countries whose IBANs tell the bank. */
const TOLD = /^(DE|AT|NL|BE|LU|FR|ES)/;

/**
 * The BIC of a right IBAN, where its country has a table of them: a suggestion, for banks merge and move. null where
 * it is not known.
 */
export function bicOf(iban: string): string | null {
  return (TOLD.test(iban) && problemOf(iban) === null && ibanToBic.ibanToBic(iban)) || null;
}

/** A BIC of 8 or 11 characters, in a country that exists. */
export function checkBic(text: string): Checked {
  const cleaned = plain(text);
  return {
    cleaned,
    problem: isValidBIC(cleaned) ? null : 'is no BIC of 8 or 11 characters',
  };
}

/** A creditor id: its check digits cover country and national part, not the business code. */
function checkCreditorId(text: string): Checked {
  const cleaned = plain(text);
  const match = /^([A-Z]{2})(\d{2})[A-Z0-9]{3}([A-Z0-9]{1,28})$/.exec(cleaned);
  if (!match) return { cleaned, problem: 'is no creditor id, such as DE98ZZZ09999999999' };
  const [, country, digits, national] = match;
  const right = mod97(`${national}${country}${digits}`) === 1;
  return { cleaned, problem: right ? null : 'has wrong check digits' };
}

function checkMandateReference(text: string): Checked {
  const cleaned = text.slice(0, LENGTH_MAX).trim();
  const problem = !/^[A-Za-z0-9+?/\-:().,']{1,35}$/.test(cleaned)
    ? "has 1 to 35 of A-Z a-z 0-9 + ? / - : ( ) . , '"
    : /^\/|\/$|\/\//.test(cleaned)
      ? 'may not begin or end with a slash, nor have two in a row'
      : null;
  return { cleaned, problem };
}

function checkReference(text: string): Checked {
  const cleaned = plain(text);
  const right = isCreditorReference(cleaned) || isQrReference(cleaned);
  return {
    cleaned,
    problem: right ? null : 'is no reference of ISO 11649 or Swiss QR with right check digits',
  };
}

/** The kinds of identifier that banks use. */
export const IDENTIFIERS = {
  IBAN: checkIban,
  BIC: checkBic,
  CREDITOR_ID: checkCreditorId,
  MANDATE_REFERENCE: checkMandateReference,
  STRUCTURED_REFERENCE: checkReference,
} as const;

/** An account number as it shows to whoever may not read it whole. */
export function maskedIban(iban: string): string {
  return `${iban.slice(0, 4)} … ${iban.slice(-4)}`;
}
