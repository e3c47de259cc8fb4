import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import {
  DunningCustomerResolver,
  DunningDeskResolver,
  DunningStepResolver,
} from './customer.resolver.ts';
import { ReversalResolver } from './reversal.resolver.ts';
import { DunningChangeResolver, DunningResolver } from './dunning.resolver.ts';
import { PARTS, PERMISSIONS } from './rights.ts';
import { dunPartner, scheduleDunning } from './dunning.tasks.ts';
import { TASKS } from './queue.ts';

export const dunning: Module = {
  name: 'dunning',
  permissions: PERMISSIONS,
  parts: PARTS,
  resolvers: [
    DunningResolver,
    DunningChangeResolver,
    DunningCustomerResolver,
    DunningDeskResolver,
    DunningStepResolver,
    ReversalResolver,
  ],
  tasks: handled(TASKS, {
    'dunning:schedule': (app) => scheduleDunning(app),
    'dunning:partner': (app, { partnerId }, stop) => dunPartner(app, partnerId, stop),
  }),
};

export { promisedNow, promiseToPay } from './promise.service.ts';
export { markNight } from './days.store.ts';
export { runDunning } from './dunning.service.ts';
export { liftBlocks, restoreAfterMoney } from './restore.ts';
