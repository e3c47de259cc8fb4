import type { Module } from '../../kit/module.ts';
import { PARTS } from './rights.ts';
import { TimelineResolver } from './timeline.resolver.ts';

export const timeline: Module = {
  name: 'timeline',
  parts: PARTS,
  resolvers: [TimelineResolver],
};
