import { comesBackWith, decideStatus, type DunningFacts } from '@backhaul/domain/dunning/dunning';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import {
  FINANCE_DEFAULTS,
  resolveCustomerBilling,
  type FinanceValues,
} from '@backhaul/domain/settings/finance';
import { byDate } from '../../kit/groupBy.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import { UTC } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import { lockCandidates, lookAtCandidates, type Candidate } from './candidates.store.ts';
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

/** What payments would bring customers back at once, in whole units, by customer; who is not there stays as it is. */
export async function whatBringsBack(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const customers = (await lookAtCandidates(sql, customerIds)).filter(
    ({ status }) => status === 'BLOCKED' || status === 'INACTIVE',
  );
  if (!customers.length) return new Map();
  const finance = await loadFinance(sql, [...new Set(customers.map((each) => each.partnerId))]);
  return new Map(
    customers.flatMap((customer): [string, string][] => {
      const amount = comesBackWith({ ...factsOf(customer, finance), on: sql.today(UTC) });
      const digits = currencyDigits(customer.currency);
      return amount === null ? [] : [[customer.id, formatMinor(amount, digits)]];
    }),
  );
}

function factsOf(
  customer: Candidate,
  finance: Map<string, FinanceValues>,
): Omit<DunningFacts, 'blockDate' | 'on'> & { settings: FinanceValues } {
  const settings = resolveCustomerBilling(
    finance.get(customer.partnerId) ?? FINANCE_DEFAULTS,
    customer.billing,
  );
  return {
    status: customer.status,
    billingType: customer.billingType,
    balance: customer.balanceMinor,
    digits: currencyDigits(customer.currency),
    currency: customer.currency,
    settings,
    blockedOn: customer.blockedSince,
  };
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
    const facts = factsOf(customer, finance);
    const change = decideStatus({ ...facts, blockDate: null, on });
    return change?.to === 'ACTIVE' ? [{ customer, change, settings: facts.settings }] : [];
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
