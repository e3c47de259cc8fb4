import type { Module } from '../../kit/module.ts';
import { PlanChangesResolver, ServicePlansLink } from './changes.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { UnusedResolver } from './unused.resolver.ts';

export const planChanges: Module = {
  name: 'planChanges',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [UnusedResolver, PlanChangesResolver, ServicePlansLink],
};

export { cancelPlanChange, changePlan } from './changes.service.ts';
export { settleEarlyEnds } from './earlyEnd.ts';
export { type DueChange, dueChanges } from './changes.store.ts';
export { afterDueChanges, carryOutDueChanges } from './due.ts';
