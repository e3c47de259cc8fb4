import { wordsOf } from './tileWords.ts';

const BY_MONTH = new Set(['invoiced', 'paid', 'credited', 'refunded']);

/** The name of a tile: of this month's figures it says so. */
export function tileLabel(key: string, month: 'OVER' | 'NOW' | 'NEXT'): string {
  const { label } = wordsOf(key);
  return BY_MONTH.has(key) && month === 'NOW' ? `${label} this month` : label;
}
