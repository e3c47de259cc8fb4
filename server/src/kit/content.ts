import { createHash } from 'node:crypto';

/**
 * A digest of what a request asks for, to know a key used again for the same: the order of an object's members does not
 * count. Amounts are given by value, in minor units or as plainDecimal().
 */
export function contentHash(content: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content, sorted)).digest('hex');
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
