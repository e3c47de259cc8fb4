import type { Module } from '../../kit/module.ts';
import { VatChecksResolver } from './vatChecks.resolver.ts';

export const vatChecks: Module = {
  name: 'vatChecks',
  parts: ['VatCheck'],
  resolvers: [VatChecksResolver],
};
