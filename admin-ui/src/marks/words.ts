import type { LocationKind } from '../generated/graphql.ts';

export const kinds: readonly { value: LocationKind; label: string }[] = [
  { value: 'AREA', label: 'Area' },
  { value: 'SITE', label: 'Site' },
];

/** "Site". */
export function sayKind(kind: LocationKind): string {
  return kinds.find(({ value }) => value === kind)?.label ?? kind;
}
