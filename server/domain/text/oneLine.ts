import { countOf } from './plural.ts';
const EMAIL = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+\.[^\s@<>()",;:\\[\]]+$/;

/** What is wrong with a text of one line, trimmed already, in words, or null. */
export function lineProblem(
  text: string,
  length: { min?: number; max?: number } = {},
): string | null {
  const { min = 1, max = 200 } = length;
  // C0, DEL, C1 and the two Unicode line separators
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text))
    return 'may not contain line breaks or control characters';
  if (text.length < min)
    return min === 1 ? 'is missing' : `needs at least ${countOf(min, 'character')}`;
  return text.length > max ? `may have ${countOf(max, 'character')} at most` : null;
}

/** What is wrong with a text of several lines, trimmed already, in words, or null. */
export function linesProblem(text: string, max: number): string | null {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text))
    return 'may not contain control characters';
  return text.length > max ? `may have ${countOf(max, 'character')} at most` : null;
}

/** What is wrong with an e-mail address, trimmed already, in words, or null. */
export function emailProblem(text: string): string | null {
  return lineProblem(text, { max: 254 }) ?? (EMAIL.test(text) ? null : 'is not an e-mail address');
}
