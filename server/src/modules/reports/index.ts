import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { ReportFilesResolver } from './files.resolver.ts';
import { reportFileRoutes } from './files.routes.ts';
import { cancelReportFile } from './files.service.ts';
import { makeReportFile, sweepReportFiles } from './files.task.ts';
import { TASKS } from './queue.ts';
import { ReportsResolver } from './reports.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const reports: Module = {
  name: 'reports',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [ReportFilesResolver, ReportsResolver],
  routes: [reportFileRoutes],
  cancels: { needs: ['reports:read'], cancel: cancelReportFile },
  tasks: handled(TASKS, {
    'reports:file': (app, payload, stop) => makeReportFile(app, payload, stop),
    'reports:sweep': (app) => sweepReportFiles(app),
  }),
};
