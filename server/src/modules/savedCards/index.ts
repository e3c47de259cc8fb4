import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { forgetAtProvider } from './methods.service.ts';
import { TASKS } from './queue.ts';
import { KINDS, PERMISSIONS } from './rights.ts';
import {
  ChargeAttemptResolver,
  CustomerCardsResolver,
  SavedCardsResolver,
  SavedMethodResolver,
} from './savedCards.resolver.ts';
import { sendAgain } from './send.ts';

export const savedCards: Module = {
  name: 'savedCards',
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [
    SavedCardsResolver,
    SavedMethodResolver,
    ChargeAttemptResolver,
    CustomerCardsResolver,
  ],
  tasks: handled(TASKS, {
    'charges:send': (app, charge) => sendAgain(app, charge),
    'cards:forget': (app, card) => forgetAtProvider(app, card),
  }),
};

export { acting } from './acting.ts';
export { prepareCharge, refuseCharge, type Charge } from './charge.service.ts';
export { attemptsByIds } from './charges.store.ts';
export type { Method } from './methods.store.ts';
export {
  methodsByIds,
  methodsEndingBy,
  methodsOfCustomers,
  setMethodStatus,
} from './methods.store.ts';
export { ChargeAttemptType, SavedMethodType, toAttempt, toMethod } from './savedCards.types.ts';
export { refuseUncharged, whyUncharged } from './unusable.ts';
export { sendPrepared } from './send.ts';
export { keepCards, settleCharges } from './settled.ts';
