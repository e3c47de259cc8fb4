import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { AutomationResolver } from './automation.resolver.ts';
import { askPartner, automatePartner, lookAtAll } from './automation.tasks.ts';
import { RunConfirmsLink } from './links.ts';
import { TASKS } from './queue.ts';
import { KINDS, PARTS } from './rights.ts';

export const automation: Module = {
  name: 'automation',
  kinds: KINDS,
  parts: PARTS,
  resolvers: [AutomationResolver, RunConfirmsLink],
  tasks: handled(TASKS, {
    'automation:look': (app) => lookAtAll(app),
    'automation:partner': (app, { partnerId }, stop) => automatePartner(app, partnerId, stop),
    'automation:proformas': (app, { partnerId }, stop) => askPartner(app, partnerId, stop),
  }),
};

export { automateBelow, updateAutomation } from './automation.service.ts';
export { automate } from './steps.ts';
export { followRuns } from './follow.ts';
export { automationMoved, keepSwitched } from './switched.ts';
