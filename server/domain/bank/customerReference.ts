import { parseNumberFormat } from '../numbers/numberFormat.ts';
import { numberKey } from './references.ts';
import { SHORTEST } from './textNumbers.ts';

/** How a customer is named by who pays for it, where nothing else is set: C000017. */
export const CUSTOMER_REFERENCE_FORMAT = 'C{customer_id|6}';

/** What is wrong with a format of customer references, in words, or null. */
export function customerReferenceProblem(format: string): string | null {
  const parsed = parseNumberFormat(format);
  if ('problems' in parsed) return parsed.problems.join('; ');
  const variables = parsed.parts.filter((part) => 'variable' in part);
  if (variables.length !== 1 || variables[0].variable !== 'customer_id')
    return 'must contain {customer_id} once, and no other variable';
  if (format.length > 30) return 'has at most 30 characters';
  if (numberKey(customerReference(format, 1)).length < SHORTEST)
    return `must make at least ${SHORTEST} letters and digits, such as C{customer_id|6}`;
  return /[\p{C}]/u.test(format) ? 'cannot contain control characters' : null;
}

/** What a customer is named by, as it is printed. */
export function customerReference(format: string, number: number): string {
  const parsed = parseNumberFormat(format);
  if ('problems' in parsed) return String(number);
  return parsed.parts
    .map((part) => ('text' in part ? part.text : String(number).padStart(part.length ?? 1, '0')))
    .join('');
}

/** A format of customer references, and whose it is: of that partner and all below it that set none. */
export interface PlacedFormat {
  path: string;
  format: string;
}

/** The format in force at a place of the tree: that of the nearest partner at or above it. */
export function formatAt(formats: readonly PlacedFormat[], place: string): string | null {
  const above = formats.filter(({ path }) => place.startsWith(path));
  const nearest = above.reduce<PlacedFormat | null>(
    (best, each) => (best && best.path.length >= each.path.length ? best : each),
    null,
  );
  return nearest?.format ?? null;
}

/** The customer numbers that candidates of a text may stand for. */
export function customerNumbersIn(
  format: string,
  candidates: Iterable<string>,
): Map<number, string> {
  const parsed = parseNumberFormat(format);
  const found = new Map<number, string>();
  if ('problems' in parsed) return found;
  const pattern = parsed.parts
    .map((part) => ('text' in part ? numberKey(part.text) : `(\\d{${part.length ?? 1},9})`))
    .join('');
  const exact = new RegExp(`^${pattern}$`);
  for (const candidate of candidates) {
    const number = Number(exact.exec(candidate)?.[1]);
    // written as it is printed: no zeros more than these
    if (number && numberKey(customerReference(format, number)) === candidate)
      found.set(number, candidate);
  }
  return found;
}
