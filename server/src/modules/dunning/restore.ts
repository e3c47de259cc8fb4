import { decideStatus } from '@backhaul/domain/dunning/dunning';
import type { BillingType, CustomerStatus } from '@backhaul/domain/charging/facts';
import { currencyDigits } from '@backhaul/domain/money/money';
import {
  FINANCE_DEFAULTS,
  resolveCustomerBilling,
  type CustomerBillingOverrides,
} from '@backhaul/domain/settings/settings';
import type { Clock } from '../../platform/clock.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/account.ts';
import { loadFinance } from '../settings/settings.store.ts';
import { chargeRestarted, moveStatus } from './status.store.ts';

interface Row {
  status: CustomerStatus;
  billing_type: BillingType;
  billing: CustomerBillingOverrides;
  balance_minor: bigint;
  blocked_since: string | null;
}

/**
 * After money came in (the account is locked and its balance moved): a blocked customer whose
 * balance reaches the minimum is active at once; one that these rules made inactive restarts on
 * that date, with a prorated charge. Others stay as they are. todayIn: dates the charge's invoice
 * where the partner dates documents at their issue. Source: billing rules, Blocking.
 */
export async function restoreAfterMoney(
  sql: ScopedSql,
  account: Account,
  on: string,
  todayIn: Clock['today'],
): Promise<void> {
  const row = await sql.row<Row>(
    'select status, billing_type, billing, balance_minor, blocked_since from customer where id = $1',
    [account.id],
  );
  if (row.status !== 'BLOCKED' && row.status !== 'INACTIVE') return;
  const finance =
    (await loadFinance(sql, [account.partnerId])).get(account.partnerId) ?? FINANCE_DEFAULTS;
  const settings = resolveCustomerBilling(finance, row.billing);
  const change = decideStatus({
    status: row.status,
    billingType: row.billing_type,
    balance: row.balance_minor,
    digits: currencyDigits(account.currency),
    currency: account.currency,
    settings,
    blockDate: null,
    blockedOn: row.blocked_since,
    on,
  });
  if (change?.to !== 'ACTIVE') return;
  await moveStatus(
    sql,
    [{ customerId: account.id, from: row.status, to: change.to, reason: change.reason }],
    on,
  );
  account.status = change.to;
  if (change.restart) {
    await chargeRestarted(sql, account.id, settings, on, todayIn);
    const { balance } = await sql.row<{ balance: bigint }>(
      'select balance_minor balance from customer where id = $1',
      [account.id],
    );
    account.balanceMinor = balance;
  }
  await audit(sql, {
    action: 'activate',
    entity: 'customer',
    entityId: account.id,
    before: { status: row.status },
    after: { status: change.to, reason: change.reason },
    partner: { id: account.partnerId, path: account.partnerPath },
  });
  await announce(sql, { topic: 'finance', path: account.partnerPath });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
}
