import { formatPercent } from '@backhaul/design';
import { groupPercent, type TaxBasis } from '@backhaul/domain/money/taxGroup';
import { compareDecimals } from '@backhaul/domain/money/decimals';
import type { TaxRateInput, TaxVersionFragment } from '../generated/graphql.ts';
import { cleanDecimal, readDecimal } from '../kit/decimal.ts';

/** How a rate takes its tax, as a form asks for it. */
export type TaxKind = 'PERCENT' | 'GROUP' | 'E' | 'AE' | 'O';

export interface PartDraft {
  key: string;
  name: string;
  percent: string;
  basis: TaxBasis;
}

/** A rate as it is being typed: every value is still text. */
export interface TaxRateDraft {
  name: string;
  kind: TaxKind;
  percent: string;
  parts: readonly PartDraft[];
  reason: string;
  validFrom: string;
}

let made = 0;

export function newPart(part: Partial<PartDraft> = {}): PartDraft {
  made += 1;
  return { key: `part ${made}`, name: '', percent: '', basis: 'NET', ...part };
}

export const EMPTY: TaxRateDraft = {
  name: '',
  kind: 'PERCENT',
  percent: '',
  parts: [],
  reason: '',
  validFrom: '',
};

/** A rate as a form begins with it. */
export function draftOf(name: string, version: TaxVersionFragment): TaxRateDraft {
  const { category, parts, percent, exemptReason } = version;
  const none = category === 'E' || category === 'AE' || category === 'O';
  return {
    ...EMPTY,
    name,
    kind: none ? category : parts.length ? 'GROUP' : 'PERCENT',
    percent: none || parts.length ? '' : percent,
    parts: parts.map((part) => newPart(part)),
    reason: exemptReason ?? '',
  };
}

/** What a group comes to, with all its digits; null while a part has no percent. */
export function groupOf(parts: readonly PartDraft[]): string | null {
  const typed = parts.flatMap(({ percent, basis }) => {
    const plain = readDecimal(percent);
    return plain === null || compareDecimals(plain, '0') < 0 ? [] : [{ percent: plain, basis }];
  });
  return typed.length && typed.length === parts.length ? groupPercent(typed) : null;
}

/** What was typed as the API takes it. */
export function taxRateInput(draft: TaxRateDraft): TaxRateInput {
  const { kind, parts, reason, validFrom } = draft;
  const none = kind === 'E' || kind === 'AE' || kind === 'O';
  return {
    name: draft.name.trim(),
    percent: kind === 'PERCENT' ? cleanDecimal(draft.percent) : '0',
    ...(kind === 'GROUP' && {
      parts: parts.map(({ name, percent, basis }) => ({
        name: name.trim(),
        percent: cleanDecimal(percent),
        basis,
      })),
    }),
    ...(none && { category: kind, exempt: kind === 'E', exemptReason: reason.trim() || null }),
    ...(validFrom && { validFrom }),
  };
}

/** What a rate takes, in a few words: "19 %", "exempt: medical care". */
export function sayTax(
  {
    percent,
    category,
    exemptReason,
  }: Pick<TaxVersionFragment, 'percent' | 'category' | 'exemptReason'>,
  locale: string,
): string {
  const because = exemptReason ? `: ${exemptReason}` : '';
  switch (category) {
    case 'E':
      return `exempt${because}`;
    case 'AE':
      return `reverse charge${because}`;
    case 'O':
      return `outside the scope of tax${because}`;
    default:
      return formatPercent(percent, locale);
  }
}

/** What holds on a day; what begins later where nothing was before. */
export function versionOn<Version extends { validFrom?: string | null }>(
  versions: readonly Version[],
  day: string,
): Version | undefined {
  return versions.findLast(({ validFrom }) => !validFrom || validFrom <= day) ?? versions.at(0);
}
