import type { CustomField } from '../api.ts';

export interface Placed {
  field: CustomField;
  position: number;
}

/**
 * One of a partner's own fields moved before or after its neighbour of the same partner: those that
 * get another position. They share out the places they have; inherited ones in between stay where
 * they are.
 */
export function moved(own: readonly CustomField[], id: string, by: -1 | 1): Placed[] {
  const from = own.findIndex((field) => field.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= own.length) return [];
  const order = [...own];
  [order[from], order[to]] = [order[to]!, order[from]!];
  const places = own.map(({ position }) => position);
  const apart = places.every((place, index) => index === 0 || place > places[index - 1]!);
  const first = places[0] ?? 1;
  // Fields made in the same place are first told apart.
  return order
    .map((field, index) => ({ field, position: apart ? places[index]! : first + index }))
    .filter(({ field, position }) => field.position !== position);
}
