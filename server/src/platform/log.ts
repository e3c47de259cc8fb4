import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';

export type Log = pino.Logger;

/** What every line written while a request or a job runs carries: its correlation id and scope. */
export const logContext = new AsyncLocalStorage<Record<string, unknown>>();

/** Structured log on standard output; secrets are cut out wherever they stand. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        '*.password',
        'token',
        '*.token',
        'authorization',
        '*.authorization',
        'cookie',
        '*.cookie',
        'variables.password',
        'variables.input.password',
      ],
      censor: '[hidden]',
    },
    mixin: () => logContext.getStore() ?? {},
  });
}
