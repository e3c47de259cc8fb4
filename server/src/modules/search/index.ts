import type { Module } from '../../kit/module.ts';
import { SearchResolver } from './search.resolver.ts';

export const search: Module = {
  name: 'search',
  parts: ['SearchHit'],
  resolvers: [SearchResolver],
};
