/** The value of a key that was put in before; an error that names the key where that is not so. */
export function got<K, V>(map: { get(key: K): V | undefined }, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing is known of ${String(key)}`);
  return value;
}

/** The last of a list that has one. */
export function last<T>(list: readonly T[]): T {
  if (!list.length) throw new Error('the list is empty');
  return list[list.length - 1];
}

/** What must be there by what was done before; an error where it is not. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new Error('a value that must be there is missing');
  return value;
}
