import type { Module } from '../../kit/module.ts';
import { DashboardsResolver } from './dashboards.resolver.ts';
import { KINDS, PERMISSIONS } from './rights.ts';

export const dashboards: Module = {
  name: 'dashboards',
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [DashboardsResolver],
};
