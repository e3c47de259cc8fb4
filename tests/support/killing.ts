import { setTimeout as pause } from 'node:timers/promises';
import { operatorToken } from './billable.ts';
import { killProgram, startServerProcess, stopProgram, type ServerProcess } from './process.ts';

/** A server of a database that may be killed at any moment and starts again, asked as the operator. */
export interface Killable {
  /** The one that runs now, and who asks it. */
  now(): { url: string; token: string };
  ask(query: string, variables?: object): Promise<any>;
  /** Kills it anywhere into what follows, and starts the next one. */
  kill(): Promise<void>;
  /** Ends it in peace; says its exit code. */
  stop(): Promise<number | null>;
}

/** Starts it at an address that it keeps: whoever was given it reports there after each start. */
export async function startKillable(
  database: string,
  { withinMs, env = {} }: { withinMs: number; env?: Record<string, string> },
): Promise<Killable> {
  let server: ServerProcess = await startServerProcess(database, env);
  const same = { ...env, PORT: new URL(server.url).port };
  let token = await operatorToken(server);
  return {
    now: () => ({ url: server.url, token }),
    async ask(query, variables = {}) {
      const { data, errors } = await server.ask(query, variables, token);
      if (errors) throw new Error(JSON.stringify(errors));
      return Object.values(data)[0];
    },
    async kill() {
      await pause(Math.round(Math.random() * withinMs));
      await killProgram(server);
      server = await startServerProcess(database, same);
      token = await operatorToken(server);
    },
    stop: async () => (await stopProgram(server)).code,
  };
}
