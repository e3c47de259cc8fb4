/** So many failures of an account, from wherever, wait for nothing. */
const FREE = 10;
const FIRST_MS = 250;
/** Every so many more failures wait twice as long. */
const DOUBLES_AFTER = 5;
const LONGEST_MS = 8000;

/**
 * How long an attempt waits after so many failures of its account within the window: it grows, and
 * never becomes a lock.
 */
export function slowDownMs(failures: number): number {
  if (failures < FREE) return 0;
  return Math.min(LONGEST_MS, Math.round(FIRST_MS * 2 ** ((failures - FREE) / DOUBLES_AFTER)));
}
