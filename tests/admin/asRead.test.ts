import { expect, it } from 'vitest';
import {
  sayReason,
  withAmounts,
  withDates,
  withoutPeriod,
} from '../../admin-ui/design/src/asRead.ts';
import { countryName } from '../../admin-ui/design/src/countries.ts';
import {
  formatComing,
  formatDate,
  formatInstant,
  formatMonthName,
  formatPeriod,
} from '../../admin-ui/design/src/dates.ts';

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

it('why who pays ahead is blocked is a sentence with each amount as money', () => {
  const said = 'balance 0.00 does not cover 30.00 and the minimum 5 from 16 Apr on';
  expect(sayReason(said, 'EUR', 'en-GB')).toBe(
    'Balance €0.00 does not cover €30.00 and the minimum €5.00 from 16 Apr on',
  );
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

it.each([
  ['1 Nov - 30 Nov, the whole month, at 499.00', 'The whole month, at 499.00'],
  ['17 of 30 days (1 Nov - 30 Nov) at 100.00 a month', '17 of 30 days at 100.00 a month'],
  ['20.00 off for 1 Nov - 30 Nov', '20.00 off'],
  ['1 Nov - 30 Nov at 3 x 100.00 a month', 'At 3 x 100.00 a month'],
  [
    '15 of 31 days (17 Oct - 31 Oct) and 1 whole month (1 Nov - 30 Nov) at 9.00 a month',
    '15 of 31 days (17 Oct - 31 Oct) and 1 whole month at 9.00 a month',
  ],
])('beside its period a line does not say it again: %s', (said, read) => {
  expect(withoutPeriod(said, '2026-11-01', '2026-11-30')).toBe(read);
});

it('September is as short everywhere as in the sentences of the server', () => {
  for (const said of [
    formatDate('2026-09-04', 'en-GB', { weekday: true }),
    formatPeriod('2026-09-01', '2026-09-30', 'en-GB'),
    formatInstant('2026-09-04T08:00:00Z', 'en-GB', 'UTC'),
    formatComing('2026-09-04T08:00:00Z', false, 'en-GB'),
    formatMonthName('2026-09-01', 'en-GB'),
  ])
    expect(said).toMatch(/\bSep\b/);
  expect(formatDate('2026-09-04', 'de-DE')).toBe('4. Sept. 2026');
});

it('a country is said in the language of its reader; what is no code stays as it was written', () => {
  expect(countryName('DE', 'en-GB')).toBe('Germany');
  expect(countryName(' de', 'de-DE')).toBe('Deutschland');
  expect(countryName('UK', 'en')).toBe('United Kingdom');
  for (const written of ['South Africa', 'QQ', 'D', ''])
    expect(countryName(written, 'en')).toBe(written);
});
