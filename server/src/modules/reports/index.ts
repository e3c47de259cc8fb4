import type { Module } from '../../kit/module.ts';
import { ReportsResolver } from './reports.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const reports: Module = {
  name: 'reports',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [ReportsResolver],
};
