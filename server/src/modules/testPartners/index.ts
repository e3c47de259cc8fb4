import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { liveDays, recoverClocks } from './days.tasks.ts';
import { TASKS } from './queue.ts';
import { KINDS, PARTS } from './rights.ts';
import { TestPartnersResolver } from './testPartners.resolver.ts';

export { createTestPartner } from './clock.service.ts';

export const testPartners: Module = {
  name: 'testPartners',
  kinds: KINDS,
  parts: PARTS,
  resolvers: [TestPartnersResolver],
  tasks: handled(TASKS, {
    'clock:days': (app, { partnerId }, stop) => liveDays(app, partnerId, stop),
    'clock:recover': (app) => recoverClocks(app),
  }),
};
