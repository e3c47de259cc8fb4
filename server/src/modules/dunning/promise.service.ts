import { isPromised, PROMISE_MAX_DAYS, promiseLifts } from '@backhaul/domain/dunning/dunning';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { countOf } from '@backhaul/domain/text/plural';
import { optionalText } from '../../kit/input.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  accountBilling,
  accountSettings,
  announceMoney,
  auditPlace,
  lockAccount,
  type Account,
} from '../ledger/index.ts';
import { lockCandidates } from './candidates.store.ts';
import { insertPromise, lastPromises, promisers } from './promise.store.ts';
import { applyChanges } from './status.ts';

/** What somebody promised: until null takes an earlier promise back. */
export interface PromiseInput {
  customerId: string;
  until: LocalDate | null;
  reason?: string | null;
}

/**
 * Keeps that a customer promised to pay until a day: through it nobody blocks, deactivates or reminds
 * it or charges it a late fee; a blocked one is active at once, and what waits to remind it is
 * cancelled. The day after, the rules hold again. Recorded beside every promise before it. Refuses a
 * customer outside the scope (NOT_FOUND), by field a day that is over or more than a year ahead, and
 * CONFLICT NOT_RECURRING who pays in advance. Source: billing rules, Blocking, Promise to pay.
 */
export async function promiseToPay(sql: ScopedSql, input: PromiseInput): Promise<void> {
  const reason = optionalText(input.reason, 'reason', 500) ?? null;
  const account = await lockAccount(sql, input.customerId);
  const today = sql.today(account.clock);
  const { until } = input;
  if (until !== null) refuseDay(until, today);
  const { type } = await accountBilling(sql, account.id);
  if (type !== 'RECURRING')
    throw conflict(
      'NOT_RECURRING',
      'This customer pays in advance and is never blocked for a debt: there is nothing to spare it.',
    );
  const [before] = await lastPromises(sql, [account.id]);
  const none = (before?.until ?? null) === null && until === null;
  if (none || (before?.until === until && before.reason === reason)) return;
  await insertPromise(sql, account, { until, reason, date: today });
  await audit(sql, {
    action: until === null ? 'take-back-promise' : 'promise-to-pay',
    entity: 'customer',
    entityId: account.id,
    before: { until: before?.until ?? null },
    after: { until, reason },
    partner: auditPlace(account),
  });
  if (until !== null) {
    await lift(sql, account, until, today);
    sql.happened('promiseMade', { customerId: account.id, until });
  }
  await announceMoney(sql, account);
}

/** Those of customers whose promise to pay holds on their partner's today. */
export async function promisedNow(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Set<string>> {
  const found = await promisers(sql, customerIds);
  return new Set(
    found
      .filter(({ until, clock }) => isPromised(until, sql.today(clock)))
      .map(({ customerId }) => customerId),
  );
}

function refuseDay(until: LocalDate, today: LocalDate): void {
  if (until < today) throw badInput({ until: 'lies before today; nobody can promise that' });
  if (until > addDays(today, PROMISE_MAX_DAYS))
    throw badInput({ until: `may lie ${countOf(PROMISE_MAX_DAYS, 'day')} ahead at most` });
}

async function lift(
  sql: ScopedSql,
  account: Account,
  until: LocalDate,
  today: LocalDate,
): Promise<void> {
  const [customer] = await lockCandidates(sql, [account.id]);
  const change = customer && promiseLifts(customer.status, until);
  if (!customer || !change) return;
  const settings = await accountSettings(sql, account);
  await applyChanges(sql, [{ customer, change, settings }], today);
}
