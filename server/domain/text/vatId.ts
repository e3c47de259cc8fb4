import { euCountry } from './euCountries.ts';

/** How the numbers of each member of the European Union are made, after the two letters. */
const FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^(?:[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{1,2})$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{9}B[A-Z0-9+*]{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};

/** What they look like; the digits are nobody's. */
export const VAT_ID_EXAMPLES: Readonly<Record<string, string>> = {
  AT: 'ATU12345678',
  BE: 'BE0123456789',
  BG: 'BG123456789',
  CY: 'CY12345678X',
  CZ: 'CZ12345678',
  DE: 'DE123456789',
  DK: 'DK12345678',
  EE: 'EE123456789',
  EL: 'EL123456789',
  ES: 'ESA12345678',
  FI: 'FI12345678',
  FR: 'FR12345678901',
  HR: 'HR12345678901',
  HU: 'HU12345678',
  IE: 'IE1234567A',
  IT: 'IT12345678901',
  LT: 'LT123456789',
  LU: 'LU12345678',
  LV: 'LV12345678901',
  MT: 'MT12345678',
  NL: 'NL123456789B01',
  PL: 'PL1234567890',
  PT: 'PT123456789',
  RO: 'RO12345678',
  SE: 'SE123456789001',
  SI: 'SI12345678',
  SK: 'SK1234567890',
};

/** Numbers of other countries: two letters, then letters and digits. */
const ELSEWHERE = /^[A-Z]{2}[A-Z0-9]{2,18}$/;

const digitsOf = (text: string): number[] => [...text].map(Number);
const weighed = (text: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0);

/** Every second digit counts twice, from the end; the whole ends in 0. */
function byTens(text: string): boolean {
  const sum = digitsOf(text)
    .toReversed()
    .reduce(
      (all, digit, i) => all + (i % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
      0,
    );
  return sum % 10 === 0;
}

/** ISO 7064, MOD 11,10. */
function byElevenAndTen(text: string): boolean {
  const digits = digitsOf(text);
  const left = digits.slice(0, -1).reduce((product, digit) => {
    const sum = (digit + product) % 10 || 10;
    return (sum * 2) % 11;
  }, 10);
  return (11 - left) % 10 === digits.at(-1);
}

/** The last digits are what makes a number divisible, where the country says how: its public rule. */
const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  AT: (text) => {
    const twice = digitsOf(text.slice(1, 8)).reduce((sum, digit, i) => {
      const part = i % 2 ? digit * 2 : digit;
      return sum + (part > 9 ? part - 9 : part);
    }, 0);
    return (10 - ((twice + 4) % 10)) % 10 === Number(text[8]);
  },
  BE: (text) => 97 - (Number(text.slice(0, 8)) % 97) === Number(text.slice(8)),
  DE: byElevenAndTen,
  DK: (text) => weighed(text, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  EE: (text) => weighed(text, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  EL: (text) => (weighed(text, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(text[8]),
  FI: (text) => weighed(text, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0,
  FR: (text) =>
    !/^\d{2}/.test(text) ||
    (12 + 3 * (Number(text.slice(2)) % 97)) % 97 === Number(text.slice(0, 2)),
  HR: byElevenAndTen,
  HU: (text) => weighed(text, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0,
  IT: byTens,
  LU: (text) => Number(text.slice(0, 6)) % 89 === Number(text.slice(6)),
  MT: (text) => weighed(text, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0,
  PL: (text) => weighed(text, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(text[9]),
  PT: (text) => {
    const left = 11 - (weighed(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return (left > 9 ? 0 : left) === Number(text[8]);
  },
  SE: (text) => byTens(text.slice(0, 10)),
  SI: (text) => {
    const left = 11 - (weighed(text, [8, 7, 6, 5, 4, 3, 2]) % 11);
    return left < 11 && left % 10 === Number(text[7]);
  },
  SK: (text) => Number(text) % 11 === 0,
};

/** A VAT number as it is written: capital letters, nothing between. */
export function plainVatId(text: string): string {
  return text.toUpperCase().replace(/[\s.\-/]/g, '');
}

/**
 * What is wrong with a VAT number by its form, after "the VAT number ..."; null where nothing is.
 * Whether it was ever given to anybody only its country knows.
 */
export function vatIdProblem(text: string): string | null {
  const plain = plainVatId(text);
  const form = FORMS[plain.slice(0, 2)];
  if (!form)
    return ELSEWHERE.test(plain)
      ? null
      : 'must begin with the two letters of its country, such as DE136695976';
  if (!form.test(plain.slice(2)))
    return `must have the letters and digits of one of its country, such as ${VAT_ID_EXAMPLES[plain.slice(0, 2)]}`;
  const check = CHECKS[plain.slice(0, 2)];
  return !check || check(plain.slice(2))
    ? null
    : 'has a wrong check digit; look for a typing error';
}

/** The member of the European Union that a VAT number is of; null for others. */
export function vatIdCountry(vatId: string): string | null {
  const letters = plainVatId(vatId).slice(0, 2);
  return FORMS[letters] ? euCountry(letters) : null;
}
