import type { Module } from '../../kit/module.ts';
import { AuditResolver } from './audit.resolver.ts';
import { AUDIT_FILE } from './listFile.ts';
import { KINDS, PARTS } from './rights.ts';

export const audit: Module = {
  name: 'audit',
  listFiles: [AUDIT_FILE],
  kinds: KINDS,
  parts: PARTS,
  resolvers: [AuditResolver],
};
