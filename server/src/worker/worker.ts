import { Logger, run, type TaskList } from 'graphile-worker';
import type { App } from '../app.ts';
import { logContext } from '../platform/log.ts';
import { jobsDone } from '../platform/metrics.ts';
import { TASKS, type TaskName, type TaskPayload } from '../platform/queue.ts';
import { HANDLERS } from './handlers.ts';

/** Work that starts by the clock: stranded runs every minute, blocking every quarter of an hour (each partner once in its own night). */
const CRONTAB = `
* * * * * billing-run:recover ?max=1&jobKey=billing-run:recover
*/15 * * * * dunning:schedule ?max=1&jobKey=dunning:schedule
`;
const CONCURRENCY = 3;

export type Handlers = { [T in TaskName]: (app: App, payload: TaskPayload<T>, stop: AbortSignal) => Promise<void> };

/** Starts the background work in this process; returns how to stop it, letting running chunks end. */
export async function startWorker(app: App, ownerUrl: string): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const taskList = Object.fromEntries((Object.keys(TASKS) as TaskName[]).map((name) => [name, handler(app, name, stop.signal)])) as TaskList;
  const logger = new Logger(() => (level, message) => { if (level === 'error' || level === 'warning') app.log.warn({ worker: message }, 'job queue'); });
  const runner = await run({ connectionString: ownerUrl, concurrency: CONCURRENCY, noHandleSignals: true, crontab: CRONTAB, taskList, logger });
  // whatever a killed process left behind goes on at once
  await HANDLERS['billing-run:recover'](app, { everything: true }, stop.signal);
  return async () => { stop.abort(); await runner.stop(); };
}

function handler<T extends TaskName>(app: App, name: T, stop: AbortSignal) {
  return async (payload: unknown, helpers: { job: { id: string; attempts: number } }): Promise<void> => {
    await logContext.run({ job: helpers.job.id, task: name }, async () => {
      try {
        await HANDLERS[name](app, TASKS[name].parse(payload) as TaskPayload<T>, stop);
        jobsDone.inc({ task: name, outcome: 'ok' });
      } catch (error) {
        jobsDone.inc({ task: name, outcome: 'error' });
        app.log.error({ err: error, attempt: helpers.job.attempts }, 'a job failed and will be tried again');
        throw error;
      }
    });
  };
}
