import { groupBy } from '../../kit/groupBy.ts';
import { got } from '../../platform/must.ts';
import { auditEach } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Used } from './usage.store.ts';

/** A record of usage as far as its deeds tell of it. */
interface Done {
  serviceId: string;
  sourceId: string;
}

/**
 * Records what was done to records of usage: an entry for each partner that they are of, filed there, with how many
 * they are and of whom. entityId: what the entry is found by; null: the customer, where there is one alone.
 */
export async function auditUsage(
  sql: ScopedSql,
  action: 'record' | 'rate' | 'withdraw',
  {
    done,
    services,
    entityId,
    said,
  }: {
    done: readonly Done[];
    services: ReadonlyMap<string, Used>;
    entityId: string | null;
    said: object;
  },
): Promise<void> {
  const partners = groupBy(done, ({ serviceId }) => got(services, serviceId).partnerId);
  const deeds = [...partners.values()].map((records) => {
    const used = records.map(({ serviceId }) => got(services, serviceId));
    const [{ partnerId, partnerPath, customerId, customerName }] = used;
    const customers = new Set(used.map((each) => each.customerId)).size;
    return {
      action,
      entity: 'usage',
      entityId: entityId ?? (customers === 1 ? customerId : null),
      partner: { id: partnerId, path: partnerPath },
      after: {
        records: records.length,
        ...(customers === 1 ? { customer: customerName } : { customers }),
        sourceIds: [records[0].sourceId, records[records.length - 1].sourceId],
        ...said,
      },
    };
  });
  await auditEach(sql, deeds);
}
