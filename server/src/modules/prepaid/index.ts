import type { Module } from '../../kit/module.ts';
import { PrepaidResolver } from './prepaid.resolver.ts';
import { PARTS } from './rights.ts';

export const prepaid: Module = {
  name: 'prepaid',
  parts: PARTS,
  resolvers: [PrepaidResolver],
};

export type { CarriedCustomer } from './carry.ts';
export { invoicePrepayments, renewAfterMoney, voidPrepayments } from './money.ts';
export { lookAtPrepaidNight, prepaidNight } from './night.ts';
