import { z } from 'zod';
import { isTimeZone } from '../../domain/calendar.ts';
import { isCurrency } from '../../domain/money.ts';
import { choice, date, decimal, optionalChoice, optionalDate, optionalDecimal, optionalEmail, optionalText, optionalWhole, optionalYes, text, wholeNumber, yes } from './columns.ts';

const currency = text(10).refine(isCurrency, { error: 'is not a currency of ISO 4217 like EUR' });
/** The numbers of partners and customers stay small enough for people to say. */
const partnerNumber = wholeNumber(1, 999_999);

export const partnerRow = z.object({
  number: partnerNumber, parent: optionalWhole(1, 999_999), name: text(), currency,
  time_zone: text(60).refine(isTimeZone, { error: 'is not a time zone like Europe/Berlin' }),
});

export const tariffRow = z.object({
  code: text(60), name: text(), kind: choice('INTERNET', 'VOICE', 'RECURRING', 'ONE_TIME', 'BUNDLE'), price: decimal({ min: 0 }),
  tax_percent: optionalDecimal({ min: 0, max: 100, whole: 3 }), tax_included: yes, currency,
  partners: text(10_000),
});

export const customerRow = z.object({
  customer: text(60), partner: partnerNumber, name: text(), email: optionalEmail, login: optionalText(60),
  status: choice('NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE'), billing_type: choice('RECURRING', 'PREPAID_CUSTOM', 'PREPAID_DAILY'),
  billing_enabled: optionalYes, payment_period: optionalChoice('PREPAID', 'POSTPAID'), prepaid_months: optionalWhole(1, 12),
  billing_day: optionalWhole(1, 28), payment_due_days: optionalWhole(0, 28), balance: optionalDecimal({}),
  street: optionalText(), city: optionalText(), zip: optionalText(20), country: optionalText(60), phone: optionalText(60), created: date,
});

export const serviceRow = z.object({
  customer: text(60), partner: optionalWhole(1, 999_999), tariff: text(60), description: optionalText(), quantity: optionalDecimal({ moreThanZero: true, whole: 10 }), unit_price: optionalDecimal({ min: 0 }),
  start: date, end: optionalDate, charged_until: optionalDate,
  discount_kind: optionalChoice('PERCENT', 'FIXED'), discount_value: optionalDecimal({ moreThanZero: true }), discount_from: optionalDate, discount_until: optionalDate,
});

/** Columns that a file may leave out; they read as empty then. */
export const OPTIONAL_COLUMNS: Readonly<Record<string, readonly string[]>> = { 'services.csv': ['partner'] };

export type PartnerRow = z.infer<typeof partnerRow>;
export type TariffRow = z.infer<typeof tariffRow>;
export type CustomerRow = z.infer<typeof customerRow>;
export type ServiceRow = z.infer<typeof serviceRow>;
