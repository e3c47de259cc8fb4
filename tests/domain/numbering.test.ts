import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  RECEIPT_TYPE_CODE,
  checkNumberFormat,
  counterPrefix,
  formatUsesNext,
  parseNumberFormat,
  renderNumber,
} from '@backhaul/domain/numbers/numbering';
import type { PaymentMethod } from '@backhaul/domain/numbers/numbering';
import { FINANCE_DEFAULTS } from '@backhaul/domain/settings/finance';

const vars = { customerId: 12, partnerId: 4, date: '2026-04-01' };
const noRandom = () => {
  throw new Error('no random part expected');
};

describe('document numbers', () => {
  it('of partner 4: its 7th invoice of 2026', () => {
    expect(renderNumber(FINANCE_DEFAULTS.invoiceNumberFormat, vars, 7, noRandom)).toBe(
      '202604000007',
    );
    expect(renderNumber(FINANCE_DEFAULTS.creditNoteNumberFormat, vars, 7n, noRandom)).toBe(
      '202604000007',
    );
    expect(renderNumber(FINANCE_DEFAULTS.proformaNumberFormat, vars, 7, noRandom)).toBe(
      '2026000007',
    );
  });

  it.each([
    ['CASH', '01'],
    ['BANK_TRANSFER', '02'],
    ['CARD', '03'],
    ['DIRECT_DEBIT', '04'],
    ['OTHER', '05'],
    ['REFILL_CARD', '06'],
  ] as [PaymentMethod, string][])('of a receipt by %s carry %s', (method, code) => {
    expect(RECEIPT_TYPE_CODE[method]).toBe(code);
    expect(
      renderNumber(FINANCE_DEFAULTS.receiptNumberFormat, { ...vars, method }, 3, noRandom),
    ).toBe(`2026-${code}-00003`);
  });

  it('know all variables', () => {
    const format =
      'R-{customer_id|5}/{location_id}/{month}{day}/{rand_string|4}{rand_number|3}-{next}';
    const random = (kind: string, length: number) =>
      (kind === 'string' ? 'abcdefgh' : '12345678').slice(0, length);
    expect(renderNumber(format, { ...vars, locationId: 9 }, 5, random)).toBe(
      'R-00012/9/0401/abcd123-5',
    );
  });

  it('are never cut to their length', () => {
    expect(renderNumber('{next|2}', vars, 12345, noRandom)).toBe('12345');
  });

  it('count per rendered prefix', () => {
    const format = FINANCE_DEFAULTS.invoiceNumberFormat;
    expect(counterPrefix(format, vars)).toBe('202604{next}');
    expect(counterPrefix(format, { ...vars, date: '2027-01-01' })).not.toBe(
      counterPrefix(format, vars),
    );
    expect(counterPrefix(FINANCE_DEFAULTS.receiptNumberFormat, { ...vars, method: 'CASH' })).toBe(
      '2026-01-{next}',
    );
    expect(counterPrefix('{year}{next|6}', vars)).toBe(counterPrefix('{year}{next|9}', vars));
    expect(counterPrefix('{rand_string|4}-{next}', vars)).toBe('{random}-{next}');
  });

  it('of receipts need a way of payment', () => {
    expect(() => counterPrefix(FINANCE_DEFAULTS.receiptNumberFormat, vars)).toThrow(RangeError);
  });
});

describe('number formats', () => {
  it.each([
    '{next}',
    '{year}{next|6}',
    'INV-{partner_id}/{next}',
    '{rand_string|8}',
    '{rand_number}',
    '{customer_id}-{next}',
    '{customer_id|6}{next}',
  ])('%s is fine', (format) => {
    expect(checkNumberFormat(format)).toBeNull();
  });

  it.each([
    '',
    '   ',
    '{year}',
    'INV',
    '{rand_number|2}',
    '{nxt}',
    '{next|0}',
    '{next|13}',
    '{next|x}',
    '{next|1|2}',
    '{next',
    'next}',
    '{}',
    '{next}{next}',
    '{customer_id}{next}',
    '{next}1{location_id}',
    'a\n{next}',
    `${'x'.repeat(150)}{next}`,
  ])('%j is refused with a reason', (format) => expect(checkNumberFormat(format)).toMatch(/\w+/));

  it('have {type} on receipts only', () => {
    expect(checkNumberFormat('{type}-{next}', true)).toBeNull();
    expect(checkNumberFormat('{type}-{next}', false)).toMatch(/receipt/);
  });

  it('are parsed into parts', () => {
    expect(parseNumberFormat('A{next|6}')).toEqual({
      parts: [{ text: 'A' }, { variable: 'next', length: 6 }],
    });
    expect(parseNumberFormat('{a}{b}')).toEqual({
      problems: [expect.any(String), expect.any(String)],
    });
    expect([
      formatUsesNext('{year}{next}'),
      formatUsesNext('{rand_string}'),
      formatUsesNext('{'),
    ]).toEqual([true, false, false]);
  });
});

describe('laws of numbering', () => {
  const piece = fc.constantFrom(
    '{year}',
    '{month}',
    '{day}',
    '{partner_id|2}',
    '{partner_id}',
    '{customer_id|8}',
    '{customer_id}',
    '{rand_number|3}',
    '-',
    '/',
    '7',
    'A',
  );
  const format = fc
    .tuple(
      fc.array(piece, { maxLength: 4 }),
      fc.constantFrom('{next}', '{next|6}'),
      fc.array(piece, { maxLength: 3 }),
    )
    .map(([before, next, after]) => [...before, next, ...after].join(''))
    .filter((text) => checkNumberFormat(text) === null);
  const document = fc.record({
    customerId: fc.integer({ min: 1, max: 99_999_999 }),
    date: fc.constantFrom('2026-01-11', '2026-11-01', '2026-12-31', '2027-01-11'),
    random: fc.integer({ min: 100, max: 999 }),
  });

  it('a partner never gives a number twice, and leaves no gap in a counter', () => {
    fc.assert(
      fc.property(format, fc.array(document, { maxLength: 40 }), (text, documents) => {
        const counters = new Map<string, number>();
        const numbers = documents.map(({ customerId, date, random }) => {
          const facts = { customerId, partnerId: 4, date };
          const key = counterPrefix(text, facts);
          const next = (counters.get(key) ?? 0) + 1;
          counters.set(key, next);
          return renderNumber(text, facts, next, () => String(random));
        });
        expect(new Set(numbers).size).toBe(numbers.length);
        expect([...counters.values()].reduce((sum, last) => sum + last, 0)).toBe(documents.length);
      }),
    );
  });
});
