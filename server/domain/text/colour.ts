const NAMED: Record<string, string> = {
  black: '#000000',
  white: '#ffffff',
  gray: '#6b7280',
  grey: '#6b7280',
  silver: '#c0c0c0',
  red: '#dc2626',
  green: '#15803d',
  blue: '#1d4ed8',
  navy: '#1e3a8a',
  orange: '#ea580c',
  teal: '#0f766e',
  maroon: '#7f1d1d',
  purple: '#7e22ce',
};

/** A colour as #rrggbb; undefined for what is none. */
export function colour(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(lower)) return lower;
  if (/^#[0-9a-f]{3}$/.test(lower)) return `#${lower.slice(1).replaceAll(/./g, '$&$&')}`;
  return Object.hasOwn(NAMED, lower) ? NAMED[lower] : undefined;
}
