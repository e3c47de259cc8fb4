import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockedCustomer, type LockedCustomer } from '../customers/index.ts';
import { customerOfService, lockService, type LockedService } from './services.store.ts';

/** The service and its customer, both locked, the customer first: as charging does. */
export async function lockedService(
  sql: ScopedSql,
  id: string,
): Promise<{ service: LockedService; buyer: LockedCustomer }> {
  const customerId = await customerOfService(sql, id);
  if (customerId === undefined) throw notFound();
  const buyer = await lockedCustomer(sql, customerId);
  const service = await lockService(sql, id);
  if (!service) throw notFound();
  if (service.state === 'ARCHIVED')
    throw conflict('ARCHIVED', 'The service is archived and cannot be changed.');
  return { service, buyer };
}

/** Refuses CONFLICT PLAN_CHANGED what another plan follows, planned or not: its end is that of the change. */
export function refuseFollowed({ changedTo }: LockedService): void {
  if (changedTo)
    throw conflict(
      'PLAN_CHANGED',
      'Another plan follows this service. Take that change back, or change the service that follows.',
    );
}

/** After a change: the next billing date, and everybody who looks at it. */
export async function changed(sql: ScopedSql, buyer: LockedCustomer): Promise<void> {
  sql.happened('termsChanged', { customerId: buyer.id });
  await announce(sql, { topic: 'finance', path: buyer.partnerPath });
  await announce(sql, { topic: 'account', path: buyer.partnerPath, id: buyer.id });
}
