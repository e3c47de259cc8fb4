import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { AutopayResolver, CustomerAutopayResolver } from './autopay.resolver.ts';
import { partnerMorning, scheduleMornings } from './autopay.tasks.ts';
import { TASKS } from './queue.ts';
import { KINDS } from './rights.ts';

export const autopay: Module = {
  name: 'autopay',
  kinds: KINDS,
  resolvers: [AutopayResolver, CustomerAutopayResolver],
  tasks: handled(TASKS, {
    'autopay:schedule': (app) => scheduleMornings(app),
    'autopay:partner': (app, { partnerId }, stop) => partnerMorning(app, partnerId, stop),
  }),
};

export { setAutopay, stopRemoved } from './autopay.service.ts';
export { AutopayKind } from './autopay.types.ts';
export { runMorning } from './morning.ts';
