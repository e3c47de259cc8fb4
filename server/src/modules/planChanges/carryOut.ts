import { whyGivenBack } from '@backhaul/domain/charging/lineWords';
import type { ItemFacts } from '@backhaul/domain/charging/facts';
import { addDays, maxDate, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { accountSettings, announceMoney, insertFutureItem, lockAccount } from '../ledger/index.ts';
import { chargePlanned } from '../runs/index.ts';
import { markDone, type ChangeFigures } from './changes.store.ts';
import { giveBackUnused } from './unused.ts';
import { workOut, type Change, type WorkedOut } from './workOut.ts';

/**
 * Carries a planned change out: gives the unused days back, charges the new part, and writes down
 * what came of it, all or nothing with its mark as done, so that it happens once whatever is killed
 * in between.
 */
export async function carryOut(
  sql: ScopedSql,
  changeId: string,
  change: Change,
  todayIn: Clock['today'],
): Promise<ChangeFigures> {
  const { account, service, date } = change;
  const on = await firstOpenDay(sql, account, maxDate(todayIn(account.clock), date));
  const worked = await workOut(sql, change, on, todayIn);
  const { leftOut } = worked.charge ?? {};
  if (leftOut) throw conflict('TOO_MUCH', leftOut.reason);
  const { settled, credits, figures } = worked;
  const creditNotes = await giveBackUnused(
    sql,
    { account, service, endDate: addDays(date, -1) },
    credits,
    { reason: await reasonOf(sql, change, settled.feeBy === 'CREDIT'), todayIn: () => on },
  );
  if (worked.fee) await letFeeWait(sql, change, worked.fee);
  const invoiceId = await chargeNewPart(sql, change, worked, on);
  const { balanceMinor } = await lockAccount(sql, account.id);
  const came = { ...figures, balanceAfter: balanceMinor };
  await markDone(sql, changeId, came, { invoiceId, creditNotes });
  await announceMoney(sql, account);
  return came;
}

async function reasonOf(
  sql: ScopedSql,
  { account, service, date }: Change,
  lessFee: boolean,
): Promise<string> {
  const { documentLanguage } = await accountSettings(sql, account);
  const why = { plan: service.description, changedOn: date, lessFee };
  return whyGivenBack(documentLanguage, why).slice(0, 500);
}

async function chargeNewPart(
  sql: ScopedSql,
  { account }: Change,
  { charge }: WorkedOut,
  on: LocalDate,
): Promise<string | null> {
  if (!charge?.plan) return null;
  // notes moved its balance
  const { customer, plan } = charge;
  return chargePlanned(sql, await lockAccount(sql, account.id), { customer, plan }, on);
}

/** The fee is a debit that waits: the charge of the new part takes it, and gives it back when it is undone. */
async function letFeeWait(sql: ScopedSql, { account }: Change, fee: ItemFacts): Promise<void> {
  await insertFutureItem(sql, account, fee, fee.date, { id: fee.id });
  sql.happened('termsChanged', { customerId: account.id });
}
