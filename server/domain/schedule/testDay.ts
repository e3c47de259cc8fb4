import { currencyDigits, formatMinor } from '../money/money.ts';
import { countOf } from '../text/plural.ts';

/** How many of something came of a day, and what they come to by currency, in minor units. */
export interface Brought {
  count: number;
  totals?: readonly { currency: string; minor: string }[];
  /** Of messages, how many of each kind. */
  kinds?: Readonly<Record<string, number>>;
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
  activated: ['customer became active', 'customers became active'],
  blocked: ['customer blocked', 'customers blocked'],
  deactivated: ['customer deactivated', 'customers deactivated'],
  reminders: ['reminder', 'reminders'],
  messages: ['other message caught', 'other messages caught'],
};

/** Kinds of messages as the outbox calls them. */
const MESSAGES: Readonly<Record<string, string>> = {
  INVOICE_MAIL: 'invoice',
  CREDIT_NOTE_MAIL: 'credit note',
  PROFORMA_MAIL: 'proforma invoice',
  PAYMENT_MAIL: 'payment received',
  BLOCKED_MAIL: 'blocked notice',
  CHARGE_FAILED_MAIL: 'charge that failed',
  CARD_ENDING_MAIL: 'card that ends',
  WELCOME_MAIL: 'welcome',
  RESET_MAIL: 'new password',
  SECURITY_MAIL: 'security notice',
  RUN_MAIL: 'billing run',
  BOOKS_MAIL: 'check of the books',
  NOTE_MAIL: 'note',
  STATEMENT_MAIL: 'statement',
};

/** "(2 invoice, 1 welcome)": what the messages were; '' where that was not kept. */
function kindsInWords(kinds: Brought['kinds']): string {
  const all = Object.entries(kinds ?? {});
  const said = all.map(([kind, count]) => {
    const name = MESSAGES[kind] ?? kind.toLowerCase().replaceAll('_', ' ');
    return all.length === 1 ? name : `${count} ${name}`;
  });
  return said.length ? ` (${said.join(', ')})` : '';
}

/**
 * What a day brought, a phrase for each kind in the order of a day: "3 invoices, 267.00 EUR"; none
 * where it was quiet.
 */
export function testDayInWords(day: TestDay): string[] {
  return (Object.keys(WORDS) as (keyof TestDay)[]).flatMap((kind) => {
    const { count, totals = [], kinds } = day[kind] ?? { count: 0 };
    if (!count) return [];
    const amounts = totals.map(
      ({ currency, minor }) =>
        `${formatMinor(BigInt(minor), currencyDigits(currency))} ${currency}`,
    );
    return [[countOf(count, ...WORDS[kind]) + kindsInWords(kinds), ...amounts].join(', ')];
  });
}
