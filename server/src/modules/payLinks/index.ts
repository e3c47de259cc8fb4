import type { Module } from '../../kit/module.ts';
import { PayLinksResolver } from './payLinks.resolver.ts';
import { PARTS } from './rights.ts';

export const payLinks: Module = {
  name: 'payLinks',
  parts: PARTS,
  resolvers: [PayLinksResolver],
};

export { linksOf } from './payLinks.service.ts';
