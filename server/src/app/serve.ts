import { readConfig } from '../config.ts';
import { stopEmbedded } from '../platform/postgres.ts';
import { StartupError } from '../platform/startupError.ts';
import { startBackhaul, type StartOptions } from './start.ts';

/** How long a stop may take before it is cut short. */
const STOP_MS = 6_000;

/**
 * Runs a program of Backhaul in this process until SIGTERM or SIGINT. A signal that comes while it still starts is not
 * lost: the start is given up and what was begun is ended. `cannot` begins the message when it cannot start.
 */
export async function serve(cannot: string, options: Pick<StartOptions, 'http'>): Promise<void> {
  const stop = new AbortController();
  let cutShort = false;
  const stopAsked = new Promise<void>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve());
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop.abort();
      // what still runs then is abandoned: every chunk of work is a transaction
      setTimeout(() => {
        cutShort = true;
        process.on('uncaughtException', () => {}); // whoever still used the database finds it gone
        void stopEmbedded().finally(() => process.exit(0));
      }, STOP_MS).unref();
    });
  }
  try {
    const backhaul = await startBackhaul(readConfig(process.env), {
      ...options,
      stop: stop.signal,
      announce: (text) => {
        process.stdout.write(text);
      },
    });
    await stopAsked;
    await backhaul.stop();
    process.exit(0);
  } catch (error) {
    if (cutShort) return; // it broke because what it needs is being stopped, and the end is on its way
    if (error === stop.signal.reason) process.exit(0);
    // what a person can mend is said in words; anything else shows where it happened
    console.error(error instanceof StartupError ? `\n${cannot}\n${error.message}\n` : error);
    process.exit(1);
  }
}
