import { formatMoney, formatNumber, formatPercent } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type { TileUnit } from '../generated/graphql.ts';

interface Look {
  currency: string;
  locale: string;
  sign?: 'always';
}

const SIZES = ['bytes', 'kB', 'MB', 'GB', 'TB'];
const SPANS: readonly [seconds: number, word: string][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

function formatBytes(value: string, locale: string): string {
  let [size, at] = [Number(value), 0];
  while (size >= 1000 && at < SIZES.length - 1) [size, at] = [size / 1000, at + 1];
  return `${formatNumber(size.toFixed(size < 10 && at ? 1 : 0), locale)} ${SIZES[at]}`;
}

/** "3 days", "2 hours": the largest unit that is filled at least once. */
function formatSeconds(value: string, locale: string): string {
  const seconds = Number(value);
  const [size, word] = SPANS.find(([size]) => seconds >= size) ?? ([1, 'second'] as const);
  return countOf(Math.floor(seconds / size), word, `${word}s`, locale);
}

/** A figure as its unit is written; what cannot be said is a dash. */
export function formatFigure(
  value: string | null | undefined,
  unit: TileUnit,
  { currency, locale, sign }: Look,
): string {
  if (value === null || value === undefined) return '–';
  switch (unit) {
    case 'MONEY':
      return formatMoney(value, currency, locale, { sign: sign ?? 'auto' });
    case 'PERCENT':
      return formatPercent(value, locale);
    case 'BYTES':
      return formatBytes(value, locale);
    case 'SECONDS':
      return formatSeconds(value, locale);
    case 'COUNT':
    case 'RATIO':
      return signed(value, sign) + formatNumber(value, locale);
  }
}

const signed = (value: string, sign: Look['sign']): string =>
  sign === 'always' && Number(value) > 0 ? '+' : '';
