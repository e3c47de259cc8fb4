import type { z } from 'zod';
import type { Task, TaskName } from '../platform/queue.ts';
import type { App } from './app.ts';

type Run<P> = (app: App, payload: P, stop: AbortSignal) => Promise<void>;
/** A task with what does it. */
export interface HandledTask extends Task {
  name: TaskName;
  run: Run<never>;
}

/** A module's tasks, each with its handler: one call into the module. */
export function handled<T extends Readonly<Record<string, Task>>>(
  tasks: T,
  handlers: { [N in keyof T]: Run<z.infer<T[N]['payload']>> },
): HandledTask[] {
  return Object.entries(tasks).map(([name, task]) => ({
    ...task,
    name: name as TaskName,
    run: handlers[name],
  }));
}
