import { fullStop } from '../../customer-portal/src/words/fullStop.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pagesIn } from '../../admin-ui/design/src/pages.ts';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { periodOf } from '../../customer-portal/src/documents/periods.ts';
import { nameIn } from '../../customer-portal/src/documents/fetchDocument.ts';
import { draftOf, isUnchanged, valueOfDraft } from '../../customer-portal/src/fields/drafts.ts';
import { reasonOf, type ReasonWords } from '../../customer-portal/src/invoices/reason.ts';
import { readFigures } from '../../customer-portal/src/words/figures.ts';

describe('a field that is edited', () => {
  const locales = fc.constantFrom('en-GB', 'de-DE', 'fr-FR', 'de-CH', 'en-IN');

  it('means what it meant before, in every locale, when nothing was typed', () => {
    const values = fc.oneof(
      fc.integer({ min: -1e12, max: 1e12 }).map((value) => ['INTEGER', value] as const),
      fc
        .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 999_999 }))
        .map(([whole, rest]) => ['DECIMAL', `${whole}.${String(rest).padStart(6, '0')}`] as const),
      fc.boolean().map((value) => ['BOOLEAN', value] as const),
      fc
        .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })
        .map((value) => ['CHOICES', value] as const),
      fc
        .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
        .map(
          (at) =>
            [
              'DATE_TIME',
              new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString(),
            ] as const,
        ),
      fc
        .tuple(fc.integer({ min: -90e6, max: 90e6 }), fc.integer({ min: -180e6, max: 180e6 }))
        .map(([lat, lon]) => ['PLACE', { lat: lat / 1e6, lon: lon / 1e6 }] as const),
    );
    fc.assert(
      fc.property(values, locales, ([type, value], locale) => {
        // numbers this small are written with an exponent, which no coordinate that matters is
        if (
          type === 'PLACE' &&
          [value.lat, value.lon].some((degrees) => degrees !== 0 && Math.abs(degrees) < 1e-5)
        )
          return;
        expect(valueOfDraft({ type }, draftOf({ type }, value, locale), locale)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('is read as the reader types it', () => {
    expect(valueOfDraft({ type: 'DECIMAL' }, '1.234,5', 'de-DE')).toBe('1234.5');
    expect(valueOfDraft({ type: 'DECIMAL' }, '\u22127,25', 'de-DE')).toBe('-7.25');
    expect(valueOfDraft({ type: 'DECIMAL' }, 'seven', 'en-GB')).toBeUndefined();
    expect(valueOfDraft({ type: 'INTEGER' }, '7.5', 'en-GB')).toBeUndefined();
    expect(valueOfDraft({ type: 'INTEGER' }, ' ', 'en-GB')).toBeNull();
    expect(valueOfDraft({ type: 'PLACE' }, ['53,55', '9.99'], 'de-DE')).toEqual({
      lat: 53.55,
      lon: 9.99,
    });
    expect(valueOfDraft({ type: 'PLACE' }, ['53.55', ''], 'en-GB')).toBeUndefined();
    expect(valueOfDraft({ type: 'PLACE' }, ['91', '0'], 'en-GB')).toBeUndefined();
    expect(valueOfDraft({ type: 'PLACE' }, ['', ' '], 'en-GB')).toBeNull();
    expect(valueOfDraft({ type: 'CHOICES' }, [], 'en-GB')).toBeNull();
    expect(valueOfDraft({ type: 'TEXT' }, ' kept as typed ', 'en-GB')).toBe(' kept as typed ');
    expect(isUnchanged(['a', 'b'], ['a', 'b']) && !isUnchanged(['a'], ['b'])).toBe(true);
    expect(readFigures('1.234', 'de-DE')).toBe('1234');
    expect(readFigures('12e3', 'en-GB')).toBeNull();
  });
});

describe('the period of a statement', () => {
  const days = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));

  it('ends today, and twelve months are a year to the day', () => {
    expect(periodOf('quarter', '2026-04-01')).toEqual({ from: '2026-01-02', to: '2026-04-01' });
    expect(periodOf('quarter', '2026-05-31')).toEqual({ from: '2026-03-01', to: '2026-05-31' });
    expect(periodOf('twelve', '2026-04-01')).toEqual({ from: '2025-04-02', to: '2026-04-01' });
    expect(periodOf('twelve', '2028-02-29')).toEqual({ from: '2027-03-01', to: '2028-02-29' });
    expect(periodOf('year', '2026-04-01')).toEqual({ from: '2026-01-01', to: '2026-04-01' });
    expect(periodOf('before', '2026-04-01')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(periodOf('own', '2026-04-01')).toBeNull();
    fc.assert(
      fc.property(days, fc.constantFrom('quarter', 'twelve', 'year', 'before'), (today, choice) => {
        const period = periodOf(choice, today);
        expect(
          period &&
            isLocalDate(period.from) &&
            isLocalDate(period.to) &&
            period.from <= period.to &&
            period.to <= today,
        ).toBe(true);
      }),
    );
  });

  it('has days of the calendar only', () => {
    for (const [text, is] of [
      ['2026-02-28', true],
      ['2026-02-30', false],
      ['2026-2-3', false],
      ['', false],
      ['2026-04-01T00:00', false],
    ] as const)
      expect(isLocalDate(text), text).toBe(is);
  });
});

it('the name of a file is read from its header, in any language', () => {
  expect(nameIn('attachment; filename="invoice-17.pdf"')).toBe('invoice-17.pdf');
  expect(nameIn('inline; filename="Zoe.png"; filename*=UTF-8\'\'Zo%C3%AB%20%E5%85%89.png')).toBe(
    'Zoë 光.png',
  );
  expect(nameIn('inline; filename="a.png"; filename*=UTF-8\'\'%E0%A4%A')).toBe('a.png');
  expect(nameIn('attachment; filename=plain.txt')).toBe('plain.txt');
  expect(nameIn(null)).toBeNull();
});

it('the pages of a document are counted on its picture', () => {
  // as the server draws them: A4 in points, rounded up or not
  for (let pages = 1; pages <= 200; pages += 1)
    for (const [width, height] of [
      [595, 842],
      [596, 842],
      [595, 841],
    ] as const)
      if (pages < 100 || width === 595)
        expect(pagesIn({ naturalWidth: width, naturalHeight: height * pages })).toBe(pages);
  expect(pagesIn({ naturalWidth: 0, naturalHeight: 0 })).toBe(1);
});

describe('why a line costs what it costs, in another language than the server’s', () => {
  const words: ReasonWords = {
    once: (p) => `once ${p}`,
    setup: (p) => `setup ${p}`,
    off: (a, p) => `off ${a} ${p}`,
    used: (p) => `used ${p}`,
    part: (c, o, d, p) => `${c}/${o} ${d} ${p}`,
    whole: (d, p) => `whole ${d} ${p}`,
    days: (n, d, p) => `${n} days ${d} ${p}`,
  };
  const line = {
    kind: 'SERVICE',
    quantity: '1',
    unitPrice: '39.90',
    periodFrom: '2026-04-01',
    periodTo: '2026-04-30',
    net: '33.53',
    total: '39.90',
    taxIncluded: true,
    daysCharged: null,
    daysInPeriod: null,
  };
  const say = (
    over: Partial<typeof line> | { daysCharged: number; daysInPeriod: number },
    period: string | null = 'April',
  ) => reasonOf({ ...line, ...over }, 'EUR', words, { price: 'P', amount: 'A', period });

  it('is said where it is certain', () => {
    expect(say({})).toBe('whole April P');
    expect(say({ quantity: '3', unitPrice: '33.3333', net: '100.00', taxIncluded: false })).toBe(
      'whole April P',
    );
    expect(say({ periodTo: '2026-04-10' }, '1 - 10 April')).toBe('10 days 1 - 10 April P');
    expect(say({ periodTo: '2026-06-30' }, 'April - June')).toBe('whole April - June P');
    expect(say({ daysCharged: 17, daysInPeriod: 31 })).toBe('17/31 April P');
    expect(say({}, null)).toBe('once P');
    expect(say({ kind: 'SETUP' })).toBe('setup P');
    expect(say({ kind: 'USAGE' })).toBe('used P');
    expect(say({ kind: 'DISCOUNT', net: '-5.00' })).toBe('off A April');
  });
  it('and left to the server where it is not: several periods, or a pause within', () => {
    expect(say({ total: '79.80' })).toBeNull();
    expect(say({ total: '39.89' })).toBeNull();
    expect(say({ total: '20.00' })).toBeNull();
  });
});

it('a sentence ends in one full stop, also after a shortened month', () => {
  expect(fullStop('Gesperrt seit So., 29. Nov.')).toBe('Gesperrt seit So., 29. Nov.');
  expect(fullStop('Blocked since Sun, 29 Nov')).toBe('Blocked since Sun, 29 Nov.');
});
