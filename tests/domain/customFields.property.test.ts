import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIELD_TYPES,
  type FieldDefinition,
  type FieldType,
  type FieldValue,
} from '@backhaul/domain/fields/customFields';
import { mergeFields } from '@backhaul/domain/fields/customFieldMerge';
import { normalForm, parseCell, printCell } from '@backhaul/domain/fields/customFieldText';
import { readValue } from '@backhaul/domain/fields/customFieldValue';
import {
  allOptions,
  indexRows,
  uniqueKey,
  valueKey,
  wholeField,
} from '../../server/src/modules/fields/keys.ts';
import type { StoredField } from '../../server/src/modules/fields/definition.ts';

const OPTIONS = ['red', 'green', 'blue', 'Ä b'];
const plain: FieldDefinition = {
  key: 'f',
  label: 'F',
  type: 'TEXT',
  help: null,
  required: false,
  unique: false,
  default: null,
  options: null,
  min: null,
  max: null,
  minLength: null,
  maxLength: null,
  decimals: null,
  references: null,
  showInList: false,
  searchable: false,
  portal: 'HIDDEN',
  archived: false,
};
const fieldOf = (type: FieldType): StoredField => ({
  ...plain,
  type,
  options: type.startsWith('CHOICE') ? OPTIONS : null,
  id: 'x',
  number: 12,
  entity: 'CUSTOMER',
  partnerId: 'p',
  partnerPath: '1.',
  position: 0,
});

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const decimal = fc
  .tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.stringMatching(/^\d{0,6}$/))
  .map(([whole, digits]) => `${whole}${digits ? `.${digits}` : ''}`);
/** What somebody may give for a field of a type. */
const given: Record<FieldType, fc.Arbitrary<unknown>> = {
  TEXT: fc.string(),
  LONG_TEXT: fc.string({ unit: 'grapheme', maxLength: 600 }),
  INTEGER: fc.integer(),
  DECIMAL: decimal,
  DATE: day.map((text) => text.slice(0, 10)),
  DATE_TIME: day,
  BOOLEAN: fc.boolean(),
  CHOICE: fc.constantFrom(...OPTIONS),
  CHOICES: fc.subarray(OPTIONS),
  FILE: fc.uuid(),
  REFERENCE: fc.uuid(),
  URL: fc.webUrl(),
  EMAIL: fc.emailAddress(),
  PHONE: fc.stringMatching(/^\+?\d{3,15}$/),
  IP_ADDRESS: fc.oneof(fc.ipV4(), fc.ipV6()),
  MAC_ADDRESS: fc.stringMatching(/^([0-9A-F]{2}-){5}[0-9a-f]{2}$/),
  PLACE: fc.record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
  }),
};
function stored(type: FieldType, value: unknown): FieldValue | null {
  const read = readValue(fieldOf(type), value);
  return 'value' in read ? read.value : null;
}

describe.each([...FIELD_TYPES])('%s', (type) => {
  it('reads what it stored as itself, also through a cell and through JSON', () => {
    fc.assert(
      fc.property(given[type], (value) => {
        const once = stored(type, value);
        if (once === null) return;
        expect(stored(type, once)).toEqual(once);
        expect(stored(type, JSON.parse(JSON.stringify(once)))).toEqual(once);
        if (type !== 'LONG_TEXT')
          expect(stored(type, parseCell({ type }, printCell({ type }, once)))).toEqual(once);
      }),
    );
  });

  it('takes values of its own shape only: nothing else becomes a value, or none', () => {
    const shape = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);
    const own =
      { INTEGER: 'number', BOOLEAN: 'boolean', CHOICES: 'list', PLACE: 'object' }[type as string] ??
      'string';
    const others = fc.oneof(
      fc.constantFrom<unknown>(
        [],
        {},
        '',
        ' ',
        0,
        -0,
        1,
        '0',
        '1',
        'true',
        'no',
        true,
        false,
        [null],
        [[]],
        ['red'],
        [0],
        [false],
        Number.NaN,
        { lat: 1 },
        { length: 0 },
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(others, (value) => {
        const read = readValue(fieldOf(type), value);
        if (value === null) expect(read).toEqual({ value: null });
        else if (shape(value) !== own) expect(read).toEqual({ problem: expect.any(String) });
        else if ('value' in read && read.value === null)
          expect(
            value === '' || (Array.isArray(value) && !value.length) || String(value).trim() === '',
          ).toBe(true);
      }),
    );
  });

  it('never throws, whatever comes, and says what is wrong', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = readValue(fieldOf(type), value);
        expect('value' in read || read.problem.length > 0).toBe(true);
      }),
    );
  });

  it('has equal keys for equal values only, within the field, and small enough for an index', () => {
    fc.assert(
      fc.property(given[type], given[type], (a, b) => {
        const [one, two] = [stored(type, a), stored(type, b)];
        if (one === null || two === null) return;
        const field = fieldOf(type);
        const [key, other] = [valueKey(field, one), valueKey(field, two)];
        for (const [i, row] of indexRows(
          field,
          { id: 'r', partnerId: 'p', partnerPath: '1.' },
          one,
        ).entries()) {
          const { gte, lt } = i ? allOptions(field) : wholeField(field);
          expect(
            Buffer.compare(Buffer.from(row.key), Buffer.from(gte)) >= 0 &&
              Buffer.compare(Buffer.from(row.key), Buffer.from(lt)) < 0,
          ).toBe(true);
          expect(Buffer.byteLength(row.key)).toBeLessThan(2600);
        }
        expect(Buffer.byteLength(uniqueKey(field, one))).toBeLessThan(2600);
        if (JSON.stringify(one) === JSON.stringify(two)) expect(key).toBe(other);
        // numbers may be written differently, phone numbers with other separators, and what is only set or not has one key
        else if (!['DECIMAL', 'PHONE', 'FILE', 'PLACE'].includes(type)) expect(key).not.toBe(other);
        if (key === other && type !== 'FILE' && type !== 'PLACE')
          expect(normalForm(field, one)).toBe(normalForm(field, two));
      }),
    );
  });
});

describe('keys', () => {
  const compare = (a: string, b: string) =>
    Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  it('sort as numbers and dates do', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        expect(compare(valueKey(fieldOf('INTEGER'), a), valueKey(fieldOf('INTEGER'), b))).toBe(
          Math.sign(a - b),
        );
      }),
    );
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [one, two] = [stored('DECIMAL', a) as string, stored('DECIMAL', b) as string];
        const micro = (text: string) => {
          const [whole, digits = ''] = text.replace('-', '').split('.');
          return BigInt(whole + digits.padEnd(6, '0')) * (text.startsWith('-') ? -1n : 1n);
        };
        const difference = micro(one) - micro(two);
        expect(compare(valueKey(fieldOf('DECIMAL'), one), valueKey(fieldOf('DECIMAL'), two))).toBe(
          difference > 0n ? 1 : difference < 0n ? -1 : 0,
        );
      }),
    );
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(compare(valueKey(fieldOf('DATE_TIME'), a), valueKey(fieldOf('DATE_TIME'), b))).toBe(
          compare(a, b),
        );
      }),
    );
  });
});

describe('a write', () => {
  it('never changes what it does not name, and stores nothing it refuses', () => {
    const fields = FIELD_TYPES.map((type) => ({ ...fieldOf(type), key: type.toLowerCase() }));
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...fields.map((field) => field.key), 'unknown'),
          fc.anything(),
        ),
        (input) => {
          const current = { text: 'was', integer: 1 };
          const { values, problems } = mergeFields(fields, input, current);
          for (const key of Object.keys(values))
            if (!Object.hasOwn(input, key)) expect(values[key]).toEqual(current[key as 'text']);
          for (const name of Object.keys(problems)) {
            const key = name.replace('customFields.', '');
            expect(values[key]).toEqual(current[key as 'text']);
          }
          expect(
            Object.keys(current).every(
              (key) => Object.hasOwn(input, key) || Object.hasOwn(values, key),
            ),
          ).toBe(true);
        },
      ),
    );
  });
});
