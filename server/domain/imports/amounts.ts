/** Which sign stands before the decimals in a column: 1,234.5 is DOT, 1.234,5 is COMMA. */
export type DecimalSign = 'DOT' | 'COMMA';

/** How many cells of a column can be read one way only, and how many either way. */
export interface SignEvidence {
  dot: number;
  comma: number;
  /** Such as "1,234": twelve hundred or a little more than one. */
  either: number;
}

const GROUPS = String.raw`\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+`;
const SHAPES: Readonly<Record<DecimalSign, RegExp>> = {
  DOT: new RegExp(String.raw`^-?(?:\d+|\d{1,3}(?:,\d{3})+|${GROUPS})(?:\.\d+)?$`),
  COMMA: new RegExp(String.raw`^-?(?:\d+|\d{1,3}(?:\.\d{3})+|${GROUPS})(?:,\d+)?$`),
};

/** An amount as rows take it, "1234.5"; null where it cannot be read with this sign. */
export function readDecimal(text: string, sign: DecimalSign): string | null {
  const given = text.trim().replace(/^[\u2212\u2013]/, '-');
  if (!SHAPES[sign].test(given)) return null;
  const bare = given.replace(/[ '’\u00a0\u202f]/g, '');
  return sign === 'DOT' ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.');
}

/** Adds what a cell tells of its column's decimal sign. */
export function weighSign(evidence: SignEvidence, text: string): void {
  if (!/[.,]/.test(text)) return;
  const [dot, comma] = [readDecimal(text, 'DOT'), readDecimal(text, 'COMMA')];
  if (dot !== null && comma !== null) {
    // a number does not begin its thousands with nought
    if (/^-?0/.test(text.trim())) evidence[text.includes('.') ? 'dot' : 'comma'] += 1;
    else evidence.either += 1;
  } else if (dot !== null) evidence.dot += 1;
  else if (comma !== null) evidence.comma += 1;
}

/** The sign that a column shows beyond doubt; null where somebody has to say. */
export function signShown({ dot, comma, either }: SignEvidence): DecimalSign | null {
  if (dot && comma) return null;
  if (dot) return 'DOT';
  if (comma) return 'COMMA';
  return either ? null : 'DOT';
}
