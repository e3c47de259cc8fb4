import type { Module } from '../../kit/module.ts';
import { fileRoutes } from './files.routes.ts';

export const files: Module = {
  name: 'files',
  routes: [fileRoutes],
};

export { detect } from './detect.ts';
export { drawer } from './drawer.ts';
export { sendSafely } from './files.routes.ts';
export { storeFile } from './files.service.ts';
export { type FileMeta, loadFileMeta, printedLogo, sentBytes } from './files.store.ts';
export { drawing } from './picture.ts';
export { type ArchiveEntry, archiveEntries } from './office.ts';
export { keepPrinted } from './printed.ts';
