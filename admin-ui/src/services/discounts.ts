import { formatDate, formatMoney, formatPercent } from '@backhaul/design';
import type { DiscountInput, ServiceRowFragment } from '../generated/graphql.ts';
import { cleanDecimal, readDecimal } from '../kit/decimal.ts';

/** A discount as it is typed. */
export interface DiscountDraft {
  key: string;
  kind: 'PERCENT' | 'FIXED';
  value: string;
  from: string;
  until: string;
  message: string;
}

type Discount = NonNullable<ServiceRowFragment['discounts']>[number];
let made = 0;

export function newDiscount(known?: Discount): DiscountDraft {
  made += 1;
  return {
    key: `discount ${made}`,
    kind: known?.kind ?? 'PERCENT',
    value: known?.value ?? '',
    from: known?.from ?? '',
    until: known?.until ?? '',
    message: known?.message ?? '',
  };
}

export function toDiscountInput(draft: DiscountDraft): DiscountInput {
  return {
    kind: draft.kind,
    value: cleanDecimal(draft.value),
    from: draft.from || null,
    until: draft.until || null,
    message: draft.message.trim() || null,
  };
}

export function discountErrors(drafts: readonly DiscountDraft[]): Record<string, string> {
  const missing = drafts.flatMap((draft, index) =>
    readDecimal(draft.value) !== null
      ? []
      : [[`discounts.${index}.value`, 'Enter how much.'] as const],
  );
  return Object.fromEntries(missing);
}

/** "20 % off until 30 Jun 2026". */
export function sayDiscount(discount: Discount, currency: string, locale: string): string {
  const much =
    discount.kind === 'PERCENT'
      ? formatPercent(discount.value, locale)
      : `${formatMoney(discount.value, currency, locale)} a month`;
  const from = discount.from ? ` from ${formatDate(discount.from, locale)}` : '';
  const until = discount.until ? ` until ${formatDate(discount.until, locale)}` : '';
  return `${much} off${from}${until}`;
}
