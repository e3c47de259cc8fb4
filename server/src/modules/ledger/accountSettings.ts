import type { BillingType } from '@backhaul/domain/charging/facts';
import {
  FINANCE_DEFAULTS,
  resolveCustomerBilling,
  type BillingSettings,
} from '@backhaul/domain/settings/finance';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import { accountBilling, type Account } from './account.store.ts';

/** The settings in force for one customer: its partner's, with its own on top. */
export async function accountSettings(sql: ScopedSql, account: Account): Promise<BillingSettings> {
  const finance =
    (await loadFinance(sql, [account.partnerId])).get(account.partnerId) ?? FINANCE_DEFAULTS;
  const { own } = await accountBilling(sql, account.id);
  return resolveCustomerBilling(finance, own);
}

/** By what an account's money settles invoices. */
export interface SettlementRules {
  settings: BillingSettings;
  /** An invoice is settled in full or not at all. */
  wholly: boolean;
}

/** The same for one customer. */
export async function settlementRules(sql: ScopedSql, account: Account): Promise<SettlementRules> {
  const settings = await accountSettings(sql, account);
  const { type } = await accountBilling(sql, account.id);
  return { settings, wholly: settlesWholly(type, settings) };
}

/** Who pays ahead by periods settles nothing in part. Source: billing rules, Prepaid, Prepaid (custom). */
export function settlesWholly(type: BillingType, settings: BillingSettings): boolean {
  return type === 'PREPAID_CUSTOM' && !settings.prepaidInvoiceAfterPayment;
}

/**
 * The last step of whatever moves a locked account's money: dashboards of the partner and the
 * customer's own portal hear that there is something new.
 */
export async function announceMoney(sql: ScopedSql, account: Account): Promise<void> {
  sql.happened('accountChanged', { customerId: account.id });
  await announce(sql, { topic: 'finance', path: account.partnerPath });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
}

/** For audit entries of what belongs to an account. */
export function auditPlace(account: Account): { id: string; path: string } {
  return { id: account.partnerId, path: account.partnerPath };
}
