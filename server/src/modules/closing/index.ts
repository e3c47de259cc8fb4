import type { Module } from '../../kit/module.ts';
import { ClosingResolver } from './closing.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const closing: Module = {
  name: 'closing',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [ClosingResolver],
};

export {
  closedOn,
  firstOpenDay,
  firstOpenDays,
  refuseClosed,
  sayClosed,
} from './closing.service.ts';
