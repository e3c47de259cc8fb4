import { expect, it } from 'vitest';
import { testDayInWords } from '@backhaul/domain/schedule/testDay';

it('says what a day brought, messages by what they are about', () => {
  expect(
    testDayInWords({
      invoices: { count: 1, totals: [{ currency: 'EUR', minor: '17503' }] },
      activated: { count: 1 },
      messages: { count: 1, kinds: { WELCOME_MAIL: 1 } },
    }),
  ).toEqual([
    '1 invoice, 175.03 EUR',
    '1 customer became active',
    '1 other message caught (welcome)',
  ]);
  const kinds = { INVOICE_MAIL: 2, PAYMENT_MAIL: 1 };
  expect(testDayInWords({ messages: { count: 3, kinds } })).toEqual([
    '3 other messages caught (2 invoice, 1 payment received)',
  ]);
  // of days that were lived before the kinds were kept
  expect(testDayInWords({ messages: { count: 3 } })).toEqual(['3 other messages caught']);
});
