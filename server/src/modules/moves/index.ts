import type { Module } from '../../kit/module.ts';
import { MovesResolver } from './moves.resolver.ts';

export const moves: Module = {
  name: 'moves',
  parts: ['MovePreview', 'MoveEffect', 'MoveRefusal'],
  resolvers: [MovesResolver],
};
