import { readConfig } from './config.ts';
import { startBackhaul } from './start.ts';
import { StartupError } from './platform/startupError.ts';

/** How long a stop may take before it is cut short. */
const STOP_MS = 9_000;

// the background work alone, without a port: as many of these as wanted share one database with the servers
try {
  const backhaul = await startBackhaul(readConfig(process.env), { announce: (text) => { process.stdout.write(text); }, http: false });
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
  console.error(error instanceof StartupError ? `\nThe worker cannot start.\n${error.message}\n` : error);
  process.exit(1);
}
