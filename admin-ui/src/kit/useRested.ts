import { useEffect, useState } from 'react';

const TYPING_MS = 350;

/** A value as soon as it has not changed for a moment. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const soon = setTimeout(() => setRested(JSON.parse(key) as T), TYPING_MS);
    return () => clearTimeout(soon);
  }, [key]);
  return rested;
}
