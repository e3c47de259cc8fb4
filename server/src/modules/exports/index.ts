import type { Module } from '../../kit/module.ts';
import { PERMISSIONS } from './rights.ts';
import { exportRoutes } from './exports.routes.ts';

export const exports: Module = {
  name: 'exports',
  permissions: PERMISSIONS,
  routes: [exportRoutes],
};
