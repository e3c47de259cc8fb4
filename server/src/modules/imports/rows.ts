import { plainVatId, vatIdProblem } from '@backhaul/domain/text/vatId';
import { z } from 'zod';
import { isLocalDate, isTimeZone } from '@backhaul/domain/time/calendar';
import { isCurrency } from '@backhaul/domain/money/money';
import { checkCustomerBilling, checkFinanceOverrides } from '@backhaul/domain/settings/finance';
import {
  choice,
  date,
  decimal,
  json,
  optionalChoice,
  optionalDate,
  optionalDecimal,
  optionalEmail,
  optionalText,
  optionalWhole,
  optionalYes,
  text,
  wholeNumber,
  yes,
} from './columns.ts';
import { taxRateCell } from './taxRates.import.ts';

const currency = text(10).refine(isCurrency, { error: 'is not a currency of ISO 4217 like EUR' });
/** What has no columns of its own stands in one, as JSON. */
const day = z.string().refine(isLocalDate, { error: 'holds a date that is none' });
const discounts = z
  .array(
    z.strictObject({
      kind: z.enum(['PERCENT', 'FIXED']),
      value: z.string().regex(/^\d{1,13}(\.\d{1,4})?$/),
      from: day.nullable(),
      until: day.nullable(),
      message: z.string().max(200).nullable(),
    }),
  )
  .max(50);
const pauses = z
  .array(z.strictObject({ from: day, until: day.nullable(), own: z.literal(true).optional() }))
  .max(200);
const decimalText = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,4})?$/, { error: 'holds a price that is none' });
const inOrder = (prices: readonly { until: string }[]) =>
  prices.every(({ until }, i) => i === 0 || prices[i - 1].until < until);
const OUT_OF_ORDER = { error: 'must be in the order of the days' };
/** What something cost before: until which day (exclusive), in order. */
const tariffPrices = z
  .array(z.strictObject({ until: day, price: decimalText }))
  .max(500)
  .refine(inOrder, OUT_OF_ORDER);
/** Of a service; null: the tariff's. instead: see server/domain/charging/prices.ts. */
const ownPrices = z
  .array(
    z.strictObject({
      until: day,
      price: decimalText.nullable(),
      instead: decimalText.nullable().optional(),
    }),
  )
  .max(500)
  .refine(inOrder, OUT_OF_ORDER);
const tariffName = { code: z.string().min(1).max(60), owner: z.number().int().nullable() };
/** The parts of a bundle. */
const bundle = z.array(z.strictObject(tariffName)).max(50);
const minor = z.string().regex(/^-?\d{1,17}$/, { error: 'holds an amount that is none' });
/**
 * What follows a service after a change of plan: a service of the same customer in the same file.
 * planned: the change is still to come.
 */
const changedTo = z.strictObject({
  tariff: z.string().min(1).max(60),
  owner: z.number().int().nullable(),
  start: day,
  description: z.string().max(200),
  planned: z
    .strictObject({
      previousEnd: day.nullable(),
      fee: minor,
      credited: minor,
      charged: minor,
      balanceAfter: minor,
      problem: z.string().max(1000).nullable(),
      by: z.string().max(200),
      byCustomer: z.boolean(),
    })
    .nullable(),
});
const settings = z.record(z.string(), z.unknown()).superRefine((given, ctx) => {
  for (const [key, problem] of Object.entries(checkFinanceOverrides(given)))
    ctx.addIssue({ code: 'custom', message: `${key}: ${problem}` });
});
const billing = z.record(z.string(), z.unknown()).superRefine((given, ctx) => {
  for (const [key, problem] of Object.entries(checkCustomerBilling(given)))
    ctx.addIssue({ code: 'custom', message: `${key}: ${problem}` });
});
/** The numbers of partners and customers stay small enough for people to say. */
const partnerNumber = wholeNumber(1, 999_999);

export const partnerRow = z.object({
  number: partnerNumber,
  parent: optionalWhole(1, 999_999),
  name: text(),
  currency,
  time_zone: text(60).refine(isTimeZone, { error: 'is not a time zone like Europe/Berlin' }),
  settings: json(settings),
});

export const tariffRow = z.object({
  code: text(60),
  name: text(),
  kind: choice('INTERNET', 'VOICE', 'RECURRING', 'ONE_TIME', 'BUNDLE'),
  price: decimal({ min: 0 }),
  tax_percent: optionalDecimal({ min: 0, max: 100, whole: 3 }),
  tax_included: yes,
  currency,
  partners: text(10_000),
  owner: optionalWhole(1, 999_999),
  setup_fee: optionalDecimal({ min: 0 }),
  archived: optionalYes,
  earlier_prices: json(tariffPrices),
  bundle: json(bundle),
  activation_fee: optionalDecimal({ min: 0 }),
  minimum_months: optionalWhole(1, 120),
  cancellation_fee: optionalDecimal({ min: 0 }),
  portal_selectable: optionalYes,
  tax_rate: json(taxRateCell),
});

export const customerRow = z.object({
  customer: optionalText(60),
  number: optionalWhole(1, 999_999_999),
  partner: partnerNumber,
  name: text(),
  email: optionalEmail,
  login: optionalText(60),
  status: choice('NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE'),
  billing_type: choice('RECURRING', 'PREPAID_CUSTOM', 'PREPAID_DAILY'),
  billing_enabled: optionalYes,
  payment_period: optionalChoice('PREPAID', 'POSTPAID'),
  prepaid_months: optionalWhole(1, 12),
  billing_day: optionalWhole(1, 28),
  payment_due_days: optionalWhole(0, 28),
  balance: optionalDecimal({}),
  street: optionalText(),
  city: optionalText(),
  zip: optionalText(20),
  country: optionalText(60),
  phone: optionalText(60),
  created: date,
  billing: json(billing),
  blocked_since: optionalDate,
  inactive_since: optionalDate,
  kind: optionalChoice('PERSON', 'COMPANY'),
  tax_number: optionalText(50),
  vat_id: optionalText(30)
    .superRefine((given, refused) => {
      const problem = given && vatIdProblem(given);
      if (problem) refused.addIssue({ code: 'custom', message: problem });
    })
    .transform((given) => given && plainVatId(given)),
});

export const serviceRow = z.object({
  customer: optionalText(60),
  customer_number: optionalWhole(1, 999_999_999),
  partner: optionalWhole(1, 999_999),
  tariff: text(60),
  tariff_owner: optionalWhole(1, 999_999),
  description: optionalText(),
  quantity: optionalDecimal({ moreThanZero: true, whole: 10 }),
  unit_price: optionalDecimal({ min: 0 }),
  start: date,
  end: optionalDate,
  charged_until: optionalDate,
  discount_kind: optionalChoice('PERCENT', 'FIXED'),
  discount_value: optionalDecimal({ moreThanZero: true }),
  discount_from: optionalDate,
  discount_until: optionalDate,
  discount_message: optionalText(),
  more_discounts: json(discounts),
  setup_fee: optionalDecimal({ min: 0 }),
  setup_charged: optionalYes,
  state: optionalChoice('RUNNING', 'PAUSED', 'ARCHIVED'),
  pauses: json(pauses),
  earlier_prices: json(ownPrices),
  activation_fee: optionalDecimal({ min: 0 }),
  minimum_months: optionalWhole(1, 120),
  cancellation_fee: optionalDecimal({ min: 0 }),
  changed_to: json(changedTo),
});

/** What waits for the next invoice of a customer. */
export const itemRow = z.object({
  customer: optionalText(60),
  customer_number: optionalWhole(1, 999_999_999),
  partner: optionalWhole(1, 999_999),
  description: text(500),
  quantity: decimal({ moreThanZero: true, whole: 9 }),
  unit_price: decimal({}),
  tax_percent: decimal({ min: 0, max: 100, whole: 3 }),
  tax_included: yes,
  date,
  alone: optionalYes,
});

/** Columns that a file may leave out; they read as empty then. */
export const OPTIONAL_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'partners.csv': ['settings'],
  'tariffs.csv': [
    'owner',
    'setup_fee',
    'archived',
    'earlier_prices',
    'bundle',
    'activation_fee',
    'minimum_months',
    'cancellation_fee',
    'portal_selectable',
    'tax_rate',
  ],
  'customers.csv': [
    'number',
    'billing',
    'blocked_since',
    'inactive_since',
    'kind',
    'tax_number',
    'vat_id',
  ],
  'services.csv': [
    'customer_number',
    'partner',
    'tariff_owner',
    'discount_message',
    'more_discounts',
    'setup_fee',
    'setup_charged',
    'state',
    'pauses',
    'earlier_prices',
    'activation_fee',
    'minimum_months',
    'cancellation_fee',
    'changed_to',
  ],
  'items.csv': ['customer_number', 'partner', 'alone'],
};

export type PartnerRow = z.infer<typeof partnerRow>;
export type TariffRow = z.infer<typeof tariffRow>;
export type CustomerRow = z.infer<typeof customerRow>;
export type ServiceRow = z.infer<typeof serviceRow>;
export type ItemRow = z.infer<typeof itemRow>;
