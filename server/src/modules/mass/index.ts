import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { MassChangeResolver } from './change/change.resolver.ts';
import { MassResolver } from './mass.resolver.ts';
import { cancelJob } from './mass.service.ts';
import { massTurn, purgeJobs, recoverJobs } from './mass.tasks.ts';
import { TASKS } from './queue.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export { JobStatus, MassJobType } from './mass.types.ts';

export const mass: Module = {
  name: 'mass',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [MassResolver, MassChangeResolver],
  cancels: { needs: ['invoices:write', 'mass:run'], cancel: cancelJob },
  tasks: handled(TASKS, {
    'mass:turn': (app, payload, stop) => massTurn(app, payload, stop),
    'mass:purge': (app, _payload, stop) => purgeJobs(app, stop),
    'mass:recover': (app) => recoverJobs(app),
  }),
};
