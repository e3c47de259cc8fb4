import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type { CustomField } from '../api.ts';

/** What is asked of a value beyond its type, in words; empty when nothing is. */
export function limitsOf(
  {
    type,
    min,
    max,
    minLength,
    maxLength,
    decimals,
  }: Pick<CustomField, 'type' | 'min' | 'max' | 'minLength' | 'maxLength' | 'decimals'>,
  locale: string,
): string {
  const number = (value: string) => formatNumber(value, locale);
  const limits: string[] = [];
  if (min !== null && max !== null) limits.push(`From ${number(min)} to ${number(max)}.`);
  else if (min !== null) limits.push(`${number(min)} or more.`);
  else if (max !== null) limits.push(`${number(max)} or less.`);
  if (minLength !== null && maxLength !== null)
    limits.push(
      minLength === maxLength
        ? `Exactly ${countOf(minLength, 'character')}.`
        : `${minLength} to ${countOf(maxLength, 'character')}.`,
    );
  else if (minLength !== null) limits.push(`At least ${countOf(minLength, 'character')}.`);
  else if (maxLength !== null) limits.push(`Up to ${countOf(maxLength, 'character')}.`);
  if (type === 'DECIMAL' && decimals !== null)
    limits.push(decimals === 0 ? 'No decimals.' : `Up to ${countOf(decimals, 'decimal')}.`);
  return limits.join(' ');
}

/** What stands under an input: the help its makers wrote, its limits, and the time zone of moments. */
export function hintOf(field: CustomField, locale: string): string {
  const zone =
    field.type === 'DATE_TIME'
      ? `In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ')}.`
      : '';
  const help =
    field.help && !/[.!?…)]$/.test(field.help) && (limitsOf(field, locale) || zone)
      ? `${field.help}.`
      : field.help;
  return [help, limitsOf(field, locale), zone].filter(Boolean).join(' ');
}
