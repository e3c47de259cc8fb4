import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { MassResolver } from './mass.resolver.ts';
import { cancelJob } from './mass.service.ts';
import { massTurn, purgeJobs, recoverJobs } from './mass.tasks.ts';
import { TASKS } from './queue.ts';
import { KINDS, PARTS } from './rights.ts';

export { MassJobType } from './mass.types.ts';

export const mass: Module = {
  name: 'mass',
  kinds: KINDS,
  parts: PARTS,
  resolvers: [MassResolver],
  cancels: { needs: 'invoices:write', cancel: cancelJob },
  tasks: handled(TASKS, {
    'mass:turn': (app, payload, stop) => massTurn(app, payload, stop),
    'mass:purge': (app, _payload, stop) => purgeJobs(app, stop),
    'mass:recover': (app) => recoverJobs(app),
  }),
};
