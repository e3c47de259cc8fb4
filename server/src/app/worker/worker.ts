import { Logger, run, type TaskList } from 'graphile-worker';
import type { App } from '../../kit/app.ts';
import { logContext } from '../../platform/log.ts';
import { jobsDone } from '../../platform/metrics.ts';
import { TASKS, type TaskName, type TaskPayload } from '../../platform/queue.ts';
import { openOutbox } from '../../modules/messages/send.tasks.ts';
import { HANDLERS } from './handlers.ts';

/**
 * Work that starts by the clock: stranded runs every minute, blocking every quarter of an hour
 * (each partner once in its own night), what is over of sign-ins every hour.
 */
const CRONTAB = `
* * * * * billing-run:recover ?max=1&jobKey=billing-run:recover
* * * * * documents:sweep ?max=1&jobKey=documents:sweep
*/5 * * * * billing-date:rest ?max=1&jobKey=billing-date:rest
*/15 * * * * dunning:schedule ?max=1&jobKey=dunning:schedule
* * * * * messages:due ?max=1&jobKey=messages:due
17 * * * * sign-ins:purge ?max=1&jobKey=sign-ins:purge
`;
/**
 * How many jobs run side by side, by lane. Sending waits for other people's servers: it must not
 * keep billing waiting, nor a crowd of messages the one that somebody sits and waits for; nor must
 * thousands of documents. What is confirmed waits for no preview.
 */
const LANES: Record<
  'work' | 'previews' | 'mail' | 'urgent' | 'documents',
  { concurrency: number; tasks: readonly TaskName[] }
> = {
  work: {
    concurrency: 3,
    tasks: (Object.keys(TASKS) as TaskName[]).filter(
      (name) =>
        !/^(messages:(partner|urgent)|password-reset:|documents:bulk|billing-run:previews)/.test(
          name,
        ),
    ),
  },
  previews: { concurrency: 3, tasks: ['billing-run:previews'] },
  mail: { concurrency: 4, tasks: ['messages:partner'] },
  documents: { concurrency: 2, tasks: ['documents:bulk'] },
  urgent: { concurrency: 4, tasks: ['messages:urgent', 'password-reset:request'] },
};

/** Starts the background work in this process; returns how to stop it, letting running chunks end. */
export async function startWorker(app: App, ownerUrl: string): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') app.log.warn({ worker: message }, 'job queue');
  });
  const runners = await Promise.all(
    Object.entries(LANES).map(([lane, { concurrency, tasks }]) =>
      run({
        connectionString: ownerUrl,
        concurrency,
        maxPoolSize: concurrency + 2,
        noHandleSignals: true,
        logger,
        crontab: lane === 'work' ? CRONTAB : '',
        taskList: Object.fromEntries(
          tasks.map((name) => [name, handler(app, name, stop.signal)]),
        ) as TaskList,
      }),
    ),
  );
  const closeOutbox = await openOutbox(app);
  // whatever a killed process left behind goes on at once
  await HANDLERS['billing-run:recover'](app, { everything: true }, stop.signal);
  await HANDLERS['documents:sweep'](app, {}, stop.signal);
  await HANDLERS['billing-date:rest'](app, {}, stop.signal);
  return async () => {
    stop.abort();
    await Promise.all(runners.map((runner) => runner.stop()));
    closeOutbox();
  };
}

function handler<T extends TaskName>(app: App, name: T, stop: AbortSignal) {
  return async (
    payload: unknown,
    helpers: { job: { id: string; attempts: number } },
  ): Promise<void> => {
    await logContext.run({ job: helpers.job.id, task: name }, async () => {
      try {
        await HANDLERS[name](app, TASKS[name].parse(payload) as TaskPayload<T>, stop);
        jobsDone.inc({ task: name, outcome: 'ok' });
      } catch (error) {
        jobsDone.inc({ task: name, outcome: 'error' });
        app.log.error(
          { err: error, attempt: helpers.job.attempts },
          'a job failed and will be tried again',
        );
        throw error;
      }
    });
  };
}
