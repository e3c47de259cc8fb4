import { decideStatus } from '@backhaul/domain/dunning/dunning';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import { currencyDigits } from '@backhaul/domain/money/money';
import { FINANCE_DEFAULTS, resolveCustomerBilling } from '@backhaul/domain/settings/finance';
import { byDate } from '../../kit/groupBy.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import { lockCandidates, type Candidate } from './candidates.store.ts';
import { applyChanges } from './status.ts';

interface Account {
  customerId: string;
  on: string;
}

/**
 * After money came in: a blocked customer whose balance reaches the minimum is active at once; one
 * that these rules made inactive restarts on that date, with a prorated charge. Others stay as they
 * are. Source: billing rules, Blocking.
 */
export async function restoreAfterMoney(
  sql: ScopedSql,
  accounts: readonly Account[],
): Promise<void> {
  await restore(sql, accounts, ['BLOCKED', 'INACTIVE']);
}

/**
 * After a debt was taken back rather than paid: the same for those who are blocked. Nobody's
 * services begin again by that.
 */
export async function liftBlocks(sql: ScopedSql, accounts: readonly Account[]): Promise<void> {
  await restore(sql, accounts, ['BLOCKED']);
}

async function restore(
  sql: ScopedSql,
  accounts: readonly Account[],
  among: readonly CustomerStatus[],
): Promise<void> {
  for (const [on, all] of byDate(accounts)) {
    const customers = await lockCandidates(
      sql,
      all.map((account) => account.customerId),
    );
    const stopped = customers.filter(({ status }) => among.includes(status));
    if (stopped.length) await restoreOn(sql, stopped, on);
  }
}

async function restoreOn(
  sql: ScopedSql,
  customers: readonly Candidate[],
  on: string,
): Promise<void> {
  const partnerIds = [...new Set(customers.map((customer) => customer.partnerId))];
  const finance = await loadFinance(sql, partnerIds);
  const restored = customers.flatMap((customer) => {
    const settings = resolveCustomerBilling(
      finance.get(customer.partnerId) ?? FINANCE_DEFAULTS,
      customer.billing,
    );
    const change = decideStatus({
      status: customer.status,
      billingType: customer.billingType,
      balance: customer.balanceMinor,
      digits: currencyDigits(customer.currency),
      currency: customer.currency,
      settings,
      blockDate: null,
      blockedOn: customer.blockedSince,
      on,
    });
    return change?.to === 'ACTIVE' ? [{ customer, change, settings }] : [];
  });
  await applyChanges(sql, restored, on);
  for (const { customer, change } of restored) {
    const { id, status, partnerId, partnerPath: path } = customer;
    await audit(sql, {
      action: 'activate',
      entity: 'customer',
      entityId: id,
      before: { status },
      after: { status: change.to, reason: change.reason },
      partner: { id: partnerId, path },
    });
    await announce(sql, { topic: 'finance', path });
    await announce(sql, { topic: 'account', path, id });
  }
}
