import { setImmediate as others } from 'node:timers/promises';

/** Everything in parts of a size, the last one perhaps smaller. */
export function partsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );
}

/** So much is worked out at a stretch: some milliseconds. */
const STRETCH = 25;

/** Works something out of each, and lets others have their turn now and then. */
export async function eachInTurn<T, R>(all: readonly T[], work: (each: T) => R): Promise<R[]> {
  const done: R[] = [];
  for (const each of all) {
    done.push(work(each));
    if (done.length % STRETCH === 0) await others();
  }
  return done;
}

/**
 * Prepares each part while the one before is still being written. A transaction takes one statement
 * at a time: preparations that ask the database wait for `written` before.
 */
export async function whileWriting<P, R>(
  parts: readonly P[],
  prepare: (part: P, written: () => Promise<void>) => Promise<R>,
  write: (prepared: R) => Promise<void>,
): Promise<void> {
  let writing = Promise.resolve();
  const written = () => writing;
  try {
    for (const part of parts) {
      const prepared = await prepare(part, written);
      await writing;
      writing = write(prepared);
      // whoever waits for it hears of a failure; until then nobody does
      writing.catch(() => {});
    }
  } finally {
    await writing;
  }
}
