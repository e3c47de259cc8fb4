/** What remains of a number when divided by 97, letters counting from A = 10 (ISO 7064). */
export function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = parseInt(character, 36);
    if (Number.isNaN(value)) return -1;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** Whether a text is a creditor reference with right check digits (ISO 11649), in capitals without blanks. */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

/** The creditor reference of a number; null where it has no letter or digit, or is too long. */
export function creditorReference(number: string): string | null {
  const key = numberKey(number);
  if (!/^[A-Z0-9]{1,21}$/.test(key)) return null;
  const check = 98 - mod97(`${key}RF00`);
  return `RF${String(check).padStart(2, '0')}${key}`;
}

const CARRY = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** The check digit of the Swiss QR reference: modulo 10, recursive. */
export function mod10Recursive(digits: string): number {
  let carry = 0;
  for (const digit of digits) carry = CARRY[(carry + Number(digit)) % 10];
  return (10 - carry) % 10;
}

/** Whether a text is a QR reference: 27 digits, the last of them right, and not all of them zeros. */
export function isQrReference(text: string): boolean {
  return (
    /^\d{27}$/.test(text) &&
    /[1-9]/.test(text) &&
    mod10Recursive(text.slice(0, 26)) === Number(text[26])
  );
}

/** The QR reference of a number; null for one with letters, or of more than 26 digits. */
export function qrReference(number: string): string | null {
  const key = numberKey(number);
  if (!/^\d{1,26}$/.test(key)) return null;
  const padded = key.padStart(26, '0');
  return `${padded}${mod10Recursive(padded)}`;
}

/** What of a number counts when it is looked for: its letters and digits, in capitals. */
export function numberKey(number: string): string {
  return number.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** The number that a structured reference carries, without the zeros that fill it; null: its check digits are wrong. */
export function numberInReference(reference: string): string | null {
  const key = numberKey(reference);
  if (isCreditorReference(key)) return key.slice(4);
  if (isQrReference(key)) return key.slice(0, 26).replace(/^0+/, '');
  return null;
}

/** How an invoice's number is to be named by who pays it. */
export type PaymentReferenceKind = 'NUMBER' | 'RF' | 'QRR';

/** What the payer of a number should write; the number itself where no reference can be made of it. */
export function paymentReferenceOf(number: string, kind: PaymentReferenceKind): string {
  const made =
    kind === 'RF' ? creditorReference(number) : kind === 'QRR' ? qrReference(number) : null;
  return made ?? number;
}
