import type { Place } from './PlacePicture.tsx';

/** "53.550000° N, 9.990000° E", as far as the digits mean something. */
export function sayPlace({ lat, lon }: Place, locale: string): string {
  const degrees = (value: number) =>
    `${new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(Math.abs(value))}°`;
  return `${degrees(lat)} ${lat < 0 ? 'S' : 'N'}, ${degrees(lon)} ${lon < 0 ? 'W' : 'E'}`;
}

/** A value of a PLACE field, or null for what is none. */
export function asPlace(value: unknown): Place | null {
  if (typeof value !== 'object' || value === null) return null;
  const { lat, lon } = value as Record<string, unknown>;
  return typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : null;
}

/** Opens in the map of the reader's own device. */
export const geoLink = ({ lat, lon }: Place): string => `geo:${lat},${lon}`;

export const openStreetMapLink = ({ lat, lon }: Place): string =>
  `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
