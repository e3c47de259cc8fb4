import { useSyncExternalStore } from 'react';

/** A choice of the person at this browser: kept in local storage, shared between its tabs. */
export interface Preference<Value> {
  get: () => Value;
  set: (value: Value) => void;
  use: () => Value;
}

/** `parse` decides what is a valid stored value; anything else reads as the fallback. */
export function createPreference<Value>(
  key: string,
  fallback: Value,
  parse: (stored: unknown) => Value | null,
): Preference<Value> {
  const storageKey = `backhaul.${key}`;
  const listeners = new Set<() => void>();
  let value = read();

  function read(): Value {
    try {
      const stored = localStorage.getItem(storageKey);
      return stored === null ? fallback : (parse(JSON.parse(stored)) ?? fallback);
    } catch {
      // Storage may be forbidden or hold something old; a preference is never worth an error.
      return fallback;
    }
  }

  function tell(next: Value): void {
    value = next;
    for (const listener of listeners) listener();
  }

  window.addEventListener('storage', (event) => {
    if (event.key === storageKey) tell(read());
  });

  const get = (): Value => value;
  function watch(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    get,
    set: (next) => {
      try {
        localStorage.setItem(storageKey, JSON.stringify(next));
      } catch {
        // It still holds until the page is closed.
      }
      tell(next);
    },
    use: () => useSyncExternalStore(watch, get),
  };
}

/** For preferences with a fixed set of words. */
export function oneOfWords<Word extends string>(
  ...words: Word[]
): (stored: unknown) => Word | null {
  return (stored) => words.find((word) => word === stored) ?? null;
}
