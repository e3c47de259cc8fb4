import { randomUUID } from 'node:crypto';
import {
  changeFee,
  settleChange,
  type PlanChangeTerms,
  type SettledChange,
} from '@backhaul/domain/charging/planChange';
import { taxFieldsOf } from '@backhaul/domain/charging/draftLine';
import type { ItemFacts, ServiceFacts } from '@backhaul/domain/charging/facts';
import { lineWords } from '@backhaul/domain/charging/lineWords';
import { itemTotal } from '@backhaul/domain/charging/planDays';
import { priceOn } from '@backhaul/domain/charging/prices';
import { servicePrices } from '@backhaul/domain/charging/pricing';
import { currencyDigits } from '@backhaul/domain/money/money';
import { taxOn } from '@backhaul/domain/money/taxRate';
import { taxKey } from '@backhaul/domain/money/taxTerms';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { accountSettings, type Account } from '../ledger/index.ts';
import { billableCustomers, planServiceDays, type Planned } from '../runs/index.ts';
import type { LockedService } from '../services/index.ts';
import type { ChangeFigures } from './changes.store.ts';
import { lessened, owedAgain, totalOf, unusedCredits, type UnusedCredit } from './unused.ts';

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
  /** What is given back, the fee taken off where it lowers that. */
  credits: UnusedCredit[];
  /** The charge of the new part, where it is made at once. */
  charge: Planned | null;
  /** Where it does not lower what is given back: an item, which the charge of the new part takes, or the next one. */
  fee: ItemFacts | null;
}

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
  const [billed] = await billableCustomers(sql, [account.id]);
  const services = [...billed.facts.services, ...billed.waiting];
  const customer = { ...billed, facts: { ...billed.facts, services } };
  const facts = (id: string) => must(services.find((each) => each.id === id));
  const [before, after] = [facts(service.id), facts(toServiceId)];
  const net = changeFee(
    monthlyTotal(before, date, digits),
    monthlyTotal(after, date, digits),
    terms,
  );
  const description = lineWords(terms.documentLanguage).planChange;
  const item = { ...feeItem(after, net, on), description };
  const fee = itemTotal(item, digits);
  const days = { serviceId: toServiceId, before: service.chargedUntil };
  const plan = (withFee: ItemFacts | null) =>
    planServiceDays(customer, { ...days, fee: withFee }, on, todayIn);
  const alone = chargesNow(terms, customer.facts) ? plan(null) : null;
  const newPart = alone?.plan?.total ?? null;
  const sameTax = taxKey(taxOn(before, date)) === taxKey(taxOn(after, date));
  const settled = settleChange({ unused, fee, sameTax, newPart }, terms, digits);
  const byItem = settled.feeBy === 'INVOICE' || settled.feeBy === 'ITEM';
  const charge = !settled.atOnce ? null : settled.feeBy === 'INVOICE' ? plan(item) : alone;
  const charged = charge?.plan?.total ?? 0n;
  const given = settled.feeBy === 'CREDIT' ? lessened(credits, fee) : credits;
  const balanceAfter =
    account.balanceMinor + settled.credited - charged - (await owedAgain(sql, given));
  return {
    figures: { fee, credited: settled.credited, charged, balanceAfter },
    settled,
    credits: given,
    charge,
    fee: byItem ? item : null,
  };
}

/** What a month of a service costs on a day, tax included, so that plans with their tax inside compare with others. */
function monthlyTotal(service: ServiceFacts, on: LocalDate, digits: number): bigint {
  const unitPrice = priceOn(servicePrices(service), on);
  return itemTotal(
    {
      ...feeItem(service, unitPrice, on),
      taxIncluded: service.taxIncluded,
      quantity: service.quantity,
    },
    digits,
  );
}

/** A fee without tax that is taxed as a service is. */
function feeItem(service: ServiceFacts, net: string, date: LocalDate): ItemFacts {
  return {
    id: randomUUID(),
    description: '',
    quantity: '1',
    unitPrice: net,
    ...taxFieldsOf({ ...service, ...taxOn(service, date) }),
    taxIncluded: false,
    date,
  };
}

/** Whether a new part is charged apart from a run at all. */
function chargesNow(
  { planChangeBilling }: PlanChangeTerms,
  { billingType, settings }: { billingType: string; settings: { billingEnabled: boolean } },
): boolean {
  return planChangeBilling === 'NOW' && billingType === 'RECURRING' && settings.billingEnabled;
}
