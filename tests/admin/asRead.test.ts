import { expect, it } from 'vitest';
import { withAmounts, withDates } from '../../admin-ui/design/src/asRead.ts';

it('a sentence of the server has its dates as its reader writes them', () => {
  const sentence = 'The date 2027-06-01 lies more than a year ahead.';
  expect(withDates(sentence, 'en-GB')).toBe('The date 1 Jun 2027 lies more than a year ahead.');
  expect(withDates(sentence, 'de-DE')).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  expect(withDates('Invoice 2026-02-00002 stays.', 'en-GB')).toBe('Invoice 2026-02-00002 stays.');
});

it('why a customer is blocked has its amounts as money', () => {
  const words = withAmounts(
    'balance -110051624.704 is below the minimum -50.000 since 16 Apr',
    'KWD',
    'en-GB',
  );
  expect(words).toContain('110,051,624.704');
  expect(words.match(/KWD/g)).toHaveLength(2);
  expect(words).toContain('since 16 Apr');
});

it.each([
  [
    '2 whole months (1 Apr - 31 May) at 1234.50 a month',
    '2 whole months (1 Apr - 31 May) at 1.234,50 € a month',
  ],
  [
    '1 Apr - 30 Apr, the whole month, at 3 x 33.3333',
    '1 Apr - 30 Apr, the whole month, at 3 × 33,3333 €',
  ],
  [
    '17 of 31 days (15 Mar - 31 Mar) at 100.00 a month',
    '17 of 31 days (15 Mar - 31 Mar) at 100,00 € a month',
  ],
  ['12.5 x 8765.4321, once', '12,5 × 8.765,4321 €, once'],
  ['20.00 off for 1 Apr - 30 Apr', '20,00 € off for 1 Apr - 30 Apr'],
  ['Paid at 17:30 for 3 months', 'Paid at 17:30 for 3 months'],
])('why a line costs what it costs has its amounts as money: %s', (said, read) => {
  expect(withAmounts(said, 'EUR', 'de-DE').replaceAll('\u00a0', ' ')).toBe(read);
});
