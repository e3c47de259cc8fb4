import { readConfig } from './config.ts';
import { startBackhaul } from './start.ts';
import { StartupError } from './platform/startupError.ts';

/** How long a stop may take before it is cut short. */
const STOP_MS = 9_000;

try {
  const backhaul = await startBackhaul(readConfig(process.env), { announce: (text) => { process.stdout.write(text); } });
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(0), STOP_MS).unref();
      backhaul.stop().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
    });
  }
} catch (error) {
  // what a person can mend is said in words; anything else shows where it happened
  console.error(error instanceof StartupError ? `\nBackhaul cannot start.\n${error.message}\n` : error);
  process.exit(1);
}
