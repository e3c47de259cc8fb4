import { lineWords } from '@backhaul/domain/charging/lineWords';
import { earlyFee } from '@backhaul/domain/charging/contract';
import { must } from '../../platform/must.ts';
import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import {
  accountSettings,
  insertFutureItem,
  lockAccount,
  removeWaitingItem,
  taxOfDay,
} from '../ledger/index.ts';
import { endingServices, setCancellationItem, type EndingService } from './earlyEnd.store.ts';

/**
 * A service that ends before its contract does costs the early cancellation fee, as an item that
 * makes an invoice by itself; one whose end moves behind that, or goes, or that changes to another
 * plan, costs none. Refuses CONFLICT ALREADY_CHARGED where it is charged and the end is moved.
 */
export async function settleEarlyEnds(
  sql: ScopedSql,
  all: readonly Happenings['serviceEndMoved'][],
): Promise<void> {
  const ids = all.map(({ serviceId }) => serviceId);
  for (const service of await endingServices(sql, ids)) await settle(sql, service);
}

async function settle(sql: ScopedSql, service: EndingService): Promise<void> {
  const { endDate, itemId, itemDate, followed } = service;
  const fee = followed ? null : earlyFee(service, endDate);
  if (itemId !== null && fee !== null && (service.charged || itemDate === endDate)) return;
  if (followed && service.charged) return;
  if (itemId !== null && !(await removeWaitingItem(sql, itemId)))
    throw conflict(
      'ALREADY_CHARGED',
      'The early cancellation fee is charged already. Undo that charge first, or sell the plan anew.',
    );
  const made = fee === null ? null : await letFeeWait(sql, service, fee);
  if (made === itemId) return;
  await setCancellationItem(sql, service.id, made);
  sql.happened('termsChanged', { customerId: service.customerId });
}

async function letFeeWait(
  sql: ScopedSql,
  { customerId, description, endDate, taxRateId, taxIncluded }: EndingService,
  fee: string,
): Promise<string> {
  const account = await lockAccount(sql, customerId);
  const { documentLanguage } = await accountSettings(sql, account);
  const date = must(endDate);
  const line = {
    description: `${lineWords(documentLanguage).earlyCancellation}: ${description}`,
    quantity: '1',
    unitPrice: fee,
    ...(await taxOfDay(sql, taxRateId, date)),
    taxIncluded,
  };
  return insertFutureItem(sql, account, line, date, { alone: true, taxRateId });
}

/** What a service's early end made goes with the service. */
export async function dropEarlyEnd(sql: ScopedSql, serviceId: string): Promise<void> {
  const [service] = await endingServices(sql, [serviceId]);
  if (!service?.itemId) return;
  await removeWaitingItem(sql, service.itemId);
  await setCancellationItem(sql, serviceId, null);
}
