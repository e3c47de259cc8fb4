import { expect, it } from 'vitest';
import { withAmounts, withDates } from '../../admin-ui/src/kit/asRead.ts';

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
