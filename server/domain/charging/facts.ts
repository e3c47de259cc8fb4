import type { LocalDate } from '../time/calendar.ts';
import type { BillingSettings } from '../settings/finance.ts';
import type { TaxOverTime } from '../money/taxRate.ts';
import type { EarlierPrice } from './prices.ts';

/** NEW, ACTIVE and BLOCKED customers are billed; INACTIVE ones for the days before they became inactive. */
export type CustomerStatus = 'NEW' | 'ACTIVE' | 'BLOCKED' | 'INACTIVE';

/** Only RECURRING customers take part in billing runs and in blocking. */
export type BillingType = 'RECURRING' | 'PREPAID_CUSTOM' | 'PREPAID_DAILY';

export type TariffKind = 'INTERNET' | 'VOICE' | 'RECURRING' | 'ONE_TIME' | 'BUNDLE';

export type ServiceStatus = 'PENDING' | 'ACTIVE' | 'PAUSED' | 'STOPPED' | 'ARCHIVED';

/** A reduction of one service: percent of its price, or a fixed amount per month. */
export interface DiscountFacts {
  kind: 'PERCENT' | 'FIXED';
  /** Percent (up to 100), or an amount per month in the customer's currency, taxed like the price. */
  value: string;
  from: LocalDate | null;
  /** The inclusive last day, as people write it. */
  until: LocalDate | null;
  message: string | null;
}

/** A stretch of days on which a service is not billed. */
export interface PauseFacts {
  from: LocalDate;
  /** Exclusive; null while the pause is open. */
  until: LocalDate | null;
}

/** What the planner must know about one service. Prices and quantities are exact decimal strings. */
export interface ServiceFacts extends TaxOverTime {
  id: string;
  description: string;
  kind: TariffKind;
  status: ServiceStatus;
  startDate: LocalDate;
  /** The last day of service. */
  endDate: LocalDate | null;
  /** First day not charged yet. */
  chargedUntil: LocalDate;
  quantity: string;
  /** Price of one unit for one month: the latest one, planned ones included. */
  unitPrice: string;
  /** What it was before, in the order of the days. */
  earlierPrices: readonly EarlierPrice[];
  taxIncluded: boolean;
  /** Of who pays ahead: a period is so many days, and the price is for them; absent: a month. */
  periodDays?: number;
  setupFee: string;
  /** Charged as that is, with the first charge. */
  activationFee?: string;
  setupCharged: boolean;
  pauses: PauseFacts[];
  discounts: DiscountFacts[];
}

/** A manual debit that waits for the next recurring invoice ("to invoice"). */
export interface ItemFacts extends TaxOverTime {
  id: string;
  /** It makes an invoice of its own where nothing else is charged. */
  alone?: boolean;
  description: string;
  quantity: string;
  unitPrice: string;
  taxIncluded: boolean;
  date: LocalDate;
}

/**
 * Rated usage of one service that no charge took yet: records of one kind and unit price, summed up.
 * They lie in one billing period and under one tax, so that no charge takes a part of it.
 */
export interface UsageFacts extends TaxOverTime {
  serviceId: string;
  /** The service's description. */
  service: string;
  /** What was used: "Calls". */
  kind: string;
  /** Decimal texts. */
  unitPrice: string;
  quantity: string;
  taxIncluded: boolean;
  firstDay: LocalDate;
  lastDay: LocalDate;
  /** How many records it sums up. */
  records: number;
  /** Of who pays by days: what was charged before of the same, in the same month. A decimal text; absent: nothing. */
  earlier?: string;
}

/** What the planner must know about one customer. */
export interface CustomerFacts {
  id: string;
  currency: string;
  status: CustomerStatus;
  billingType: BillingType;
  settings: BillingSettings;
  /** Its first day without billing, while the status is INACTIVE; null where nobody knows. */
  inactiveSince: LocalDate | null;
  services: ServiceFacts[];
  futureItems: ItemFacts[];
  /** Rated usage that no charge took; absent: none. */
  usage?: readonly UsageFacts[];
}
