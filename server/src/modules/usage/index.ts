import type { Module } from '../../kit/module.ts';
import { usageDownload } from './download.ts';
import { CustomerUsageLink, InvoiceUsageLink, UsageTotalResolver } from './links.ts';
import { USAGE_FILE } from './listFile.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { UsageResolver } from './usage.resolver.ts';

export const usage: Module = {
  name: 'usage',
  listFiles: [USAGE_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [UsageResolver, CustomerUsageLink, UsageTotalResolver, InvoiceUsageLink],
  routes: [usageDownload],
};

export { openUsage } from './open.ts';
export { recordUsage } from './record.service.ts';
export { releaseOfCharge, releaseOfVoid, takeUsage, type PlannedTaking } from './taken.ts';
