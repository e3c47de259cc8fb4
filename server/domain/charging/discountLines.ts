import type { DiscountShare } from './discounts.ts';
import type { DraftLine, LineTax } from './draftLine.ts';
import type { DiscountFacts } from './facts.ts';
import { lineWords } from './lineWords.ts';
import type { Language } from '../text/languages.ts';
import { formatDecimal, fromDecimal, roundToMinor } from '../money/fraction.ts';
import { formatMinor } from '../money/money.ts';

/** What the discounted line says about itself. */
export type Discounted = LineTax & { serviceId: string | null; description: string };

/**
 * One negative line per discount, each rounded once; taxed as the line they reduce.
 * `amount` is the rounded line: when two rounded-up halves would exceed it, the later discount gives way, so
 * a service never falls below zero. Lines that round to nothing are left out.
 */
export function discountLinesOf(
  discounted: Discounted,
  shares: readonly DiscountShare[],
  amount: bigint,
  { digits, language }: { digits: number; language: Language },
): DraftLine[] {
  const lines: DraftLine[] = [];
  let left = amount;
  for (const share of shares) {
    const rounded = roundToMinor(share.amount, digits);
    const off = rounded < left ? rounded : left;
    if (off <= 0n) continue;
    left -= off;
    lines.push({
      kind: 'DISCOUNT',
      itemId: null,
      ...discounted,
      description: discountText(share.discount, discounted.description, language),
      quantity: '1',
      unitPrice: formatMinor(-off, digits),
      periodFrom: share.from,
      periodTo: share.to,
      category: 'Discount',
      amount: -off,
    });
  }
  return lines;
}

/** What a discount's line says: its own words, or how much it takes off what. */
export function discountText(
  discount: DiscountFacts,
  description: string,
  language: Language,
): string {
  if (discount.message !== null && discount.message !== '') return discount.message;
  const { discount: word } = lineWords(language);
  return discount.kind === 'PERCENT'
    ? `${word} ${formatDecimal(fromDecimal(discount.value), 4)} %: ${description}`
    : `${word}: ${description}`;
}
