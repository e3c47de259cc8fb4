import {
  changeFee,
  settleChange,
  type PlanChangeTerms,
  type SettledChange,
} from '@backhaul/domain/charging/planChange';
import { taxedFee, type DaysToCharge } from '@backhaul/domain/charging/planDays';
import { priceOn } from '@backhaul/domain/charging/prices';
import { servicePrices } from '@backhaul/domain/charging/pricing';
import { currencyDigits } from '@backhaul/domain/money/money';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { accountSettings, type Account } from '../ledger/index.ts';
import { billableCustomers, planServiceDays, type Planned } from '../runs/index.ts';
import type { LockedService } from '../services/index.ts';
import type { ChangeFigures } from './changes.store.ts';
import { totalOf, unusedCredits, type UnusedCredit } from './unused.ts';

/** A change of plan whose two services are there, the account locked. */
export interface Change {
  account: Account;
  /** The one that ends, as it was before the change. */
  service: LockedService;
  toServiceId: string;
  date: LocalDate;
}

/** What a change does to the customer's money, worked out and not written. */
export interface WorkedOut {
  figures: ChangeFigures;
  settled: SettledChange;
  credits: UnusedCredit[];
  /** The charge of the new part, where it is made at once. */
  charge: Planned | null;
  /** Without tax, where there is any. */
  fee: DaysToCharge['fee'];
  /** How the fee is taxed. */
  tax: { taxPercent: string };
}

export const FEE = 'Change of plan';

/**
 * Works out what a change comes to on a day, from what is charged by then: the one path of asking
 * before and of doing it. The new part are the days that the old plan was paid for, so that both
 * end together.
 */
export async function workOut(
  sql: ScopedSql,
  { account, service, toServiceId, date }: Change,
  on: LocalDate,
  todayIn: Clock['today'],
): Promise<WorkedOut> {
  const terms = await accountSettings(sql, account);
  const digits = currencyDigits(account.currency);
  const ended = { account, service, endDate: addDays(date, -1) };
  // where unused days stay paid the day lies behind them (see changeDay): whatever the setting says
  // by now, none is paid twice
  const credits = await unusedCredits(sql, ended);
  const unused = totalOf(credits);
  const [customer] = await billableCustomers(sql, [account.id]);
  const facts = (id: string) => must(customer.facts.services.find((each) => each.id === id));
  const [before, after] = [facts(service.id), facts(toServiceId)];
  const monthly = (of: typeof after) => ({
    quantity: of.quantity,
    unitPrice: priceOn(servicePrices(of), date),
  });
  const net = changeFee(monthly(before), monthly(after), terms);
  const fee = taxedFee(after, net, digits);
  const days = { serviceId: toServiceId, before: service.chargedUntil, fee: null };
  const plan = (withFee: DaysToCharge['fee']) =>
    planServiceDays(customer, { ...days, fee: withFee }, on, todayIn);
  const alone = chargesNow(terms, customer.facts) ? plan(null) : null;
  const newPart = alone?.plan?.total ?? null;
  const settled = settleChange({ unused, fee, newPart }, terms, digits);
  const line = fee > 0n ? { description: FEE, net } : null;
  const charge = !settled.atOnce ? null : settled.feeBy === 'INVOICE' ? plan(line) : alone;
  const charged = charge?.plan?.total ?? 0n;
  return {
    figures: {
      fee,
      credited: settled.credited,
      charged,
      balanceAfter: account.balanceMinor + settled.credited - charged,
    },
    settled,
    credits,
    charge,
    fee: line,
    tax: { taxPercent: after.taxPercent },
  };
}

/** Whether a new part is charged apart from a run at all. */
function chargesNow(
  { planChangeBilling }: PlanChangeTerms,
  { billingType, settings }: { billingType: string; settings: { billingEnabled: boolean } },
): boolean {
  return planChangeBilling === 'NOW' && billingType === 'RECURRING' && settings.billingEnabled;
}
