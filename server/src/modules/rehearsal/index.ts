import type { Module } from '../../kit/module.ts';
import {
  PaymentCalendarResolver,
  RehearsalResolver,
  RehearsedDifferenceResolver,
} from './rehearsal.resolver.ts';
import { KINDS, PARTS } from './rights.ts';

export { rehearsed, wholeOf } from './rehearse.ts';
export { MonthSums, type PlannedSum } from './sums.ts';

export const rehearsal: Module = {
  name: 'rehearsal',
  kinds: KINDS,
  parts: PARTS,
  resolvers: [RehearsalResolver, RehearsedDifferenceResolver, PaymentCalendarResolver],
};
