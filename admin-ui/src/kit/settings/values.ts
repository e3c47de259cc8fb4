import type { Setting } from '@backhaul/domain/settings/setting';
import type { SettingWords } from '@backhaul/domain/settings/words';
import { formatDate, formatMoney, formatPercent } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type { Provenance } from './SettingFrame.tsx';
import { sayDays, sayHour } from './weekdays.ts';

/** What a setting may hold; null: nothing. */
export type SettingValue = string | number | boolean | string[] | number[] | null;
export type SettingValues = Readonly<Record<string, SettingValue>>;

/** One setting with all that is declared of it. */
export interface Declared {
  key: string;
  setting: Setting<unknown>;
  words: SettingWords;
}

/** A partner's settings as the API gives them, whatever the family. */
export interface Settings {
  partner: { id: string; name: string };
  overridden: readonly string[];
  provenance: readonly Provenance[];
}

/** What a value from the API may be. */
export function asValue(value: unknown): SettingValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (!Array.isArray(value)) return null;
  return value.every((each) => typeof each === 'number') ? value : value.map(String);
}

/** What a value comes to: an emptied text is none, and inherits. */
export function settled(setting: Setting<unknown> | undefined, value: SettingValue): SettingValue {
  const kind = setting?.shape.kind;
  return value === '' &&
    (kind === 'text' || kind === 'date' || kind === 'record' || mayBeNone(setting))
    ? null
    : value;
}

/** A number that may be none. */
const mayBeNone = (setting: Setting<unknown> | undefined): boolean =>
  (setting?.shape.kind === 'amount' || setting?.shape.kind === 'whole') && setting.default === null;

export function sameValue(one: SettingValue, other: SettingValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a setting has no effect as the others are. */
export function isIdle({ onlyIf = {} }: SettingWords, values: SettingValues): boolean {
  return Object.entries(onlyIf).some(([key, value]) => values[key] !== value);
}

/** The words for yes and no of one setting. */
export function yesNoOf({ options }: SettingWords): { on: string; off: string } {
  return { on: options?.['true'] ?? 'Yes', off: options?.['false'] ?? 'No' };
}

/** A value as the page says it in a sentence. */
export function sayValue(
  { setting: { shape }, words }: Pick<Declared, 'setting' | 'words'>,
  value: SettingValue,
  currency: string,
  locale: string,
): string {
  const nothing = words.placeholder ?? 'nothing';
  switch (shape.kind) {
    case 'yes-no':
      return value === true ? yesNoOf(words).on : yesNoOf(words).off;
    case 'choice':
      return words.options?.[String(value)] ?? String(value);
    case 'choices':
      return Array.isArray(value)
        ? value.map((each) => words.options?.[String(each)] ?? String(each)).join(', ')
        : nothing;
    case 'whole':
      if (words.options) return words.options[String(value ?? 0)] ?? String(value);
      return sayNumber(words, Number(value), locale);
    case 'hour':
      return sayHour(Number(value));
    case 'amount':
      return value === null ? nothing : formatMoney(String(value), currency, locale);
    case 'percent':
      return formatPercent(String(value), locale);
    case 'numbers':
      return Array.isArray(value) && value.length > 0
        ? `${value.join(', ')}${words.unit ? ` ${words.unit}` : ''}`
        : nothing;
    case 'dates':
      return Array.isArray(value) && value.length > 0
        ? value.map((date) => formatDate(String(date), locale)).join(', ')
        : 'none';
    case 'date':
      return typeof value === 'string' && value !== '' ? formatDate(value, locale) : nothing;
    case 'time':
      return String(value);
    case 'weekdays':
      return Array.isArray(value) ? sayDays(value.map(Number)) : 'every day';
    case 'record':
    case 'file':
      return value ? (words.inherited ?? 'a file') : nothing;
    case 'number-format':
    case 'text':
      return typeof value === 'string' && value !== '' ? value : nothing;
  }
}

function sayNumber(
  { unit, count, zero, sentence }: SettingWords,
  value: number,
  locale: string,
): string {
  if (value === 0 && zero) return zero;
  if (sentence) return sentence.replace('#', String(value));
  if (count) return countOf(value, count[0], count[1], locale);
  return unit ? `${value} ${unit}` : String(value);
}
