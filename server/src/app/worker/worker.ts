import { Logger, run, type TaskList } from 'graphile-worker';
import type { App } from '../../kit/app.ts';
import { logContext } from '../../platform/log.ts';
import { jobsDone } from '../../platform/metrics.ts';
import type { HandledTask } from '../../kit/task.ts';
import type { Lane } from '../../platform/queue.ts';
import { MODULES } from '../modules.ts';

const TASKS = MODULES.flatMap((each) => each.tasks ?? []);

/** Work that starts by the clock, one of a kind at a time. */
const CRONTAB = TASKS.flatMap(({ name, every }) =>
  every ? [`${every} ${name} ?max=1&jobKey=${name}`] : [],
).join('\n');

/** How many jobs run side by side, by lane. */
const CONCURRENCY: Record<Lane, number> = {
  work: 3,
  previews: 3,
  mail: 4,
  documents: 2,
  urgent: 4,
};

/** Starts the background work in this process; returns how to stop it, letting running chunks end. */
export async function startWorker(app: App, ownerUrl: string): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') app.log.warn({ worker: message }, 'job queue');
  });
  const runners = await Promise.all(
    Object.entries(CONCURRENCY).map(([lane, concurrency]) =>
      run({
        connectionString: ownerUrl,
        concurrency,
        maxPoolSize: concurrency + 2,
        noHandleSignals: true,
        logger,
        crontab: lane === 'work' ? CRONTAB : '',
        taskList: Object.fromEntries(
          TASKS.filter((task) => (task.lane ?? 'work') === lane).map((task) => [
            task.name,
            handler(app, task, stop.signal),
          ]),
        ) as TaskList,
      }),
    ),
  );
  const close = await Promise.all(MODULES.flatMap((each) => each.whileWorking?.(app) ?? []));
  for (const task of TASKS) if (task.atStart) await runTask(app, task, task.atStart, stop.signal);
  return async () => {
    stop.abort();
    await Promise.all(runners.map((runner) => runner.stop()));
    for (const each of close) await each();
  };
}

function runTask(
  app: App,
  { payload, run }: HandledTask,
  given: unknown,
  stop: AbortSignal,
): Promise<void> {
  return run(app, payload.parse(given) as never, stop);
}

function handler(app: App, task: HandledTask, stop: AbortSignal) {
  return async (
    payload: unknown,
    helpers: { job: { id: string; attempts: number } },
  ): Promise<void> => {
    await logContext.run({ job: helpers.job.id, task: task.name }, async () => {
      try {
        await runTask(app, task, payload, stop);
        jobsDone.inc({ task: task.name, outcome: 'ok' });
      } catch (error) {
        jobsDone.inc({ task: task.name, outcome: 'error' });
        app.log.error(
          { err: error, attempt: helpers.job.attempts },
          'a job failed and will be tried again',
        );
        throw error;
      }
    });
  };
}
