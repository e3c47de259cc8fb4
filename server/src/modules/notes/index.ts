import type { Module } from '../../kit/module.ts';
import { NotesOfCustomerResolver, NotesResolver } from './notes.resolver.ts';
import { KINDS, PARTS } from './rights.ts';

export const notes: Module = {
  name: 'notes',
  kinds: KINDS,
  parts: PARTS,
  resolvers: [NotesResolver, NotesOfCustomerResolver],
};
