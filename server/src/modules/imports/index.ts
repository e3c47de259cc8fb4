import type { Module } from '../../kit/module.ts';

export const imports: Module = {
  name: 'imports',
};

export { type Fault, type FileResult, readFolder, runImport } from './import.service.ts';
export { FIELD_PREFIX } from './table.ts';
