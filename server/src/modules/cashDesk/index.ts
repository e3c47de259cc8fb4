import type { Module } from '../../kit/module.ts';
import { CashDeskReceiptResolver, CashDeskResolver } from './cashDesk.resolver.ts';
import { PARTS, PERMISSIONS } from './rights.ts';
import { TillSessionsResolver } from './sessions.resolver.ts';
import { reportRoute } from './report.route.ts';
import { TillsResolver } from './tills.resolver.ts';

export const cashDesk: Module = {
  name: 'cashDesk',
  permissions: PERMISSIONS,
  parts: PARTS,
  resolvers: [TillsResolver, TillSessionsResolver, CashDeskResolver, CashDeskReceiptResolver],
  routes: [reportRoute],
};

export { CashDeskCustomerType } from './cashDesk.types.ts';
export { giveBackRefunded, giveBackReversed } from './givenBack.ts';
export { linesOf, MOVED, type SessionReport, sumsOf } from './report.ts';
export { askedDay, askedSession } from './reportAsked.ts';
export { closeTill, countTill, openTill } from './sessions.service.ts';
export { takePayment } from './take.service.ts';
export { createTill } from './tills.service.ts';
