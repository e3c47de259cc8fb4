import {
  PAYMENTS,
  resolvePayments,
  type PaymentOverrides,
  type PaymentValues,
} from '@backhaul/domain/settings/payments';
import type { Context } from '../../kit/context.ts';
import { resolveChains } from '../../kit/inheritance.ts';
import { chainsOf, loadChain, type Home, type Link } from '../../kit/inheritance.store.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

export const PAYMENTS_HOME: Home<typeof PAYMENTS.settings> = {
  family: PAYMENTS,
  table: 'payment_setting',
  inherited: 'inherited_payments',
  entity: 'payment-settings',
  topic: 'finance',
};

/** What one partner of a chain sets itself. */
type PaymentLink = Link<PaymentOverrides>;

/** The chain of settings above and at a partner, root first, for fields of a GraphQL answer. */
export function loadPaymentChain(ctx: Context, partnerId: string): Promise<PaymentLink[]> {
  return loadChain<PaymentLink>(ctx, PAYMENTS_HOME, partnerId);
}

/** The settings of how money comes in that hold for a partner, for fields of a GraphQL answer. */
export async function loadPartnerPayments(ctx: Context, partnerId: string): Promise<PaymentValues> {
  return resolvePayments((await loadPaymentChain(ctx, partnerId)).map((link) => link.values));
}

/** The same for each partner inside the scope. */
export async function loadPayments(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, PaymentValues>> {
  return resolveChains(PAYMENTS, await chainsOf<PaymentLink>(sql, PAYMENTS_HOME, partnerIds));
}
