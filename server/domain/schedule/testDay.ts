import { currencyDigits, formatMinor } from '../money/money.ts';
import { countOf } from '../text/plural.ts';

/** How many of something came of a day, and what they come to by currency, in minor units. */
export interface Brought {
  count: number;
  totals?: readonly { currency: string; minor: string }[];
}

/** What a day of a test partner brought, by kind; what did not come is not there. */
export interface TestDay {
  previews?: Brought;
  failed?: Brought;
  invoices?: Brought;
  lateFees?: Brought;
  proformas?: Brought;
  /** Charged without an invoice: days paid ahead, and who has no invoices. */
  charged?: Brought;
  activated?: Brought;
  blocked?: Brought;
  deactivated?: Brought;
  reminders?: Brought;
  messages?: Brought;
}

const WORDS: Readonly<Record<keyof TestDay, readonly [one: string, many: string]>> = {
  previews: ['preview', 'previews'],
  failed: ['run failed', 'runs failed'],
  invoices: ['invoice', 'invoices'],
  lateFees: ['late fee', 'late fees'],
  proformas: ['proforma', 'proformas'],
  charged: ['charge without an invoice', 'charges without invoices'],
  activated: ['customer active again', 'customers active again'],
  blocked: ['customer blocked', 'customers blocked'],
  deactivated: ['customer deactivated', 'customers deactivated'],
  reminders: ['reminder', 'reminders'],
  messages: ['other message caught', 'other messages caught'],
};

/**
 * What a day brought, a phrase for each kind in the order of a day: "3 invoices, 267.00 EUR"; none
 * where it was quiet.
 */
export function testDayInWords(day: TestDay): string[] {
  return (Object.keys(WORDS) as (keyof TestDay)[]).flatMap((kind) => {
    const { count, totals = [] } = day[kind] ?? { count: 0 };
    if (!count) return [];
    const amounts = totals.map(
      ({ currency, minor }) =>
        `${formatMinor(BigInt(minor), currencyDigits(currency))} ${currency}`,
    );
    return [[countOf(count, ...WORDS[kind]), ...amounts].join(', ')];
  });
}
