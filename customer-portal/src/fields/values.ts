import type { FieldPartsFragment } from '../generated/graphql.ts';

export type CustomField = FieldPartsFragment;
interface Place {
  lat: number;
  lon: number;
}
export type FieldValue = string | number | boolean | readonly string[] | Place;

export const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'lat' in value &&
  'lon' in value &&
  typeof value.lat === 'number' &&
  typeof value.lon === 'number';

const isValue = (value: unknown): value is FieldValue =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((each) => typeof each === 'string')) ||
  isPlace(value);

/** A record's values by the keys of its fields. */
export function valuesOf(json: unknown): ReadonlyMap<string, FieldValue> {
  return new Map(
    Object.entries(typeof json === 'object' && json !== null ? json : {}).filter(
      (entry): entry is [string, FieldValue] => isValue(entry[1]),
    ),
  );
}
