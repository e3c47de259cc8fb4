import { numberInReference } from './references.ts';

/** Shorter ones would be found in every text. */
export const SHORTEST = 5;
const LONGEST = 40;
/** What may stand between two characters of a number, once. */
const BETWEEN = /^[ \-/.\n]$/;

interface Token {
  text: string;
  /** One sign alone stands between the one before and it. */
  joins: boolean;
}

/**
 * What in a text may be a number of ours, in capitals without what stands between: groups of letters and digits, and
 * such groups in a row with one sign between them. The text is read twice, line breaks as blanks and as nothing.
 * Linear in the length of the text.
 */
export function numbersIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const reading of new Set([text.replace(/\r?\n/g, ' '), text.replace(/\r?\n/g, '')])) {
    const tokens = tokensOf(reading.toUpperCase());
    for (let first = 0; first < tokens.length; first++) addFrom(tokens, first, found);
  }
  return found;
}

function addFrom(tokens: readonly Token[], first: number, found: Set<string>): void {
  let joined = '';
  for (let at = first; at < tokens.length; at++) {
    if (at > first && !tokens[at].joins) return;
    joined += tokens[at].text;
    if (joined.length > LONGEST) return;
    if (joined.length >= SHORTEST && /\d/.test(joined)) found.add(joined);
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = -1;
  for (const { 0: token, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    tokens.push({ text: token, joins: end >= 0 && BETWEEN.test(text.slice(end, index)) });
    end = index + token.length;
  }
  return tokens;
}

/** The structured references in a text whose check digits are right, with the number that each carries. */
export function referencesIn(candidates: Iterable<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const candidate of candidates) {
    const number = candidate.length >= SHORTEST ? numberInReference(candidate) : null;
    if (number) found.set(candidate, number);
  }
  return found;
}
