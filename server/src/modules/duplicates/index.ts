import type { Module } from '../../kit/module.ts';
import { DuplicatesResolver } from './duplicates.resolver.ts';
import { PARTS } from './rights.ts';

export const duplicates: Module = {
  name: 'duplicates',
  parts: PARTS,
  resolvers: [DuplicatesResolver],
};
