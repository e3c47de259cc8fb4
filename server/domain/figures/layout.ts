/** Where a tile stands: in the order of a layout, so many of four columns wide, or not at all. */
export interface Place {
  key: string;
  width: number;
  hidden: boolean;
}

export const COLUMNS = 4;

/**
 * The places of all tiles that there are: as somebody laid them out, those that came since at the
 * end, as they are by themselves; what is there no more is left out.
 */
export function arranged(laidOut: readonly Place[], all: readonly Place[]): Place[] {
  const known = new Set(all.map(({ key }) => key));
  const placed = new Set(laidOut.map(({ key }) => key));
  return [
    ...laidOut.filter(({ key }) => known.has(key)),
    ...all.filter(({ key }) => !placed.has(key)),
  ];
}
