import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { TASKS } from './queue.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { ImportResolver } from './screen/import.resolver.ts';
import { cancelImport } from './screen/job.service.ts';
import { importsTurn, purgeImports, recoverImports } from './screen/job.tasks.ts';
import { rejectedRoutes } from './screen/rejected.routes.ts';
import { IMPORT_UPLOAD } from './screen/upload.ts';

export const imports: Module = {
  name: 'imports',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [ImportResolver],
  routes: [rejectedRoutes],
  uploads: [IMPORT_UPLOAD],
  cancels: { needs: ['imports:run'], cancel: cancelImport },
  tasks: handled(TASKS, {
    'imports:turn': (app, payload, stop) => importsTurn(app, payload, stop),
    'imports:purge': (app, _payload, stop) => purgeImports(app, stop),
    'imports:recover': (app) => recoverImports(app),
  }),
};

export { type Fault, type FileResult, readFolder, runImport } from './import.service.ts';
export { FIELD_PREFIX } from './table.ts';
