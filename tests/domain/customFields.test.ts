import { describe, expect, it } from 'vitest';
import {
  FIELD_TYPES,
  shownFields,
  type FieldDefinition,
  type FieldType,
  type FieldValue,
} from '@backhaul/domain/fields/customFields';
import { checkDefinition } from '@backhaul/domain/fields/customFieldDefinition';
import { mergeFields } from '@backhaul/domain/fields/customFieldMerge';
import { normalForm, parseCell, printCell } from '@backhaul/domain/fields/customFieldText';
import { readValue } from '@backhaul/domain/fields/customFieldValue';

export function field(given: Partial<FieldDefinition> & { type: FieldType }): FieldDefinition {
  return {
    key: 'field',
    label: 'Field',
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
    ...given,
  };
}
const ID = '01890000-0000-7000-8000-00000000000A';

describe('a value', () => {
  const good: [Partial<FieldDefinition> & { type: FieldType }, unknown, FieldValue][] = [
    [{ type: 'TEXT' }, '  two words ', 'two words'],
    [{ type: 'TEXT' }, 'cafe\u0301', 'caf\u00e9'],
    [{ type: 'LONG_TEXT' }, 'a\r\nb\tc', 'a\nb c'],
    [{ type: 'INTEGER', min: '-3' }, -3, -3],
    [{ type: 'INTEGER' }, -0, 0],
    [{ type: 'DECIMAL', decimals: 2 }, '007.50', '7.50'],
    [{ type: 'DECIMAL' }, '-0', '0'],
    [{ type: 'DATE' }, '2024-02-29', '2024-02-29'],
    [{ type: 'DATE_TIME' }, '2026-04-01T23:30:00-02:00', '2026-04-02T01:30:00.000Z'],
    [{ type: 'BOOLEAN' }, false, false],
    [{ type: 'CHOICE', options: ['a'] }, 'a', 'a'],
    [{ type: 'CHOICES', options: ['a', 'b', 'c'] }, ['c', 'a', 'c'], ['a', 'c']],
    [{ type: 'FILE' }, ID, ID.toLowerCase()],
    [{ type: 'REFERENCE', references: 'USER' }, ID, ID.toLowerCase()],
    [{ type: 'URL' }, 'HTTPS://Example.com/A?b=c#d', 'HTTPS://Example.com/A?b=c#d'],
    [{ type: 'EMAIL' }, 'a.b+c@x.example', 'a.b+c@x.example'],
    [{ type: 'PHONE' }, '+27 (0)21 555-0100', '+27 (0)21 555-0100'],
    [{ type: 'IP_ADDRESS' }, '10.0.0.255', '10.0.0.255'],
    [{ type: 'IP_ADDRESS' }, '2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    [{ type: 'MAC_ADDRESS' }, '001A.2b3c.4D5E', '00:1a:2b:3c:4d:5e'],
    [
      { type: 'PLACE' },
      { lat: -33.924869, lon: 18.42405500000001 },
      { lat: -33.924869, lon: 18.424055 },
    ],
  ];
  it.each(good)('of %o takes %o', (rules, given, stored) => {
    expect(readValue(field(rules), given)).toEqual({ value: stored });
  });

  const bad: [Partial<FieldDefinition> & { type: FieldType }, unknown][] = [
    [{ type: 'TEXT' }, 5],
    [{ type: 'TEXT' }, 'a\nb'],
    [{ type: 'TEXT' }, 'a\u0000'],
    [{ type: 'TEXT' }, '\ud800'],
    [{ type: 'TEXT', maxLength: 2 }, 'abc'],
    [{ type: 'TEXT', minLength: 4 }, 'abc'],
    [{ type: 'TEXT' }, 'x'.repeat(501)],
    [{ type: 'LONG_TEXT' }, 'a\u0007'],
    [{ type: 'INTEGER' }, '5'],
    [{ type: 'INTEGER' }, 1.5],
    [{ type: 'INTEGER' }, Number.NaN],
    [{ type: 'INTEGER' }, 1e13],
    [{ type: 'INTEGER', max: '4' }, 5],
    [{ type: 'DECIMAL' }, 5],
    [{ type: 'DECIMAL' }, '1e3'],
    [{ type: 'DECIMAL', decimals: 0 }, '1.0'],
    [{ type: 'DECIMAL', min: '0.5' }, '0.49'],
    [{ type: 'DATE' }, '2026-02-29'],
    [{ type: 'DATE' }, 20260101],
    [{ type: 'DATE_TIME' }, '2026-04-01'],
    [{ type: 'DATE_TIME' }, '2026-02-30T10:00:00Z'],
    [{ type: 'BOOLEAN' }, 'true'],
    [{ type: 'BOOLEAN' }, 1],
    [{ type: 'CHOICE', options: ['a'] }, 'A'],
    [{ type: 'CHOICES', options: ['a'] }, 'a'],
    [{ type: 'CHOICES', options: ['a'] }, ['a', 'b']],
    [{ type: 'FILE' }, 'photo.png'],
    [{ type: 'URL' }, 'javascript:alert(1)'],
    [{ type: 'URL' }, 'https://user:secret@x.example/'],
    [{ type: 'URL' }, 'example.com'],
    [{ type: 'EMAIL' }, 'a@b'],
    [{ type: 'PHONE' }, '12'],
    [{ type: 'PHONE' }, '0800 CALL'],
    [{ type: 'IP_ADDRESS' }, '10.0.0.256'],
    [{ type: 'IP_ADDRESS' }, '010.0.0.1'],
    [{ type: 'IP_ADDRESS' }, '::1%eth0'],
    [{ type: 'IP_ADDRESS' }, '1:2'],
    [{ type: 'MAC_ADDRESS' }, '00:1a-2b:3c:4d:5e'],
    [{ type: 'PLACE' }, { lat: 91, lon: 0 }],
    [{ type: 'PLACE' }, { lat: 1 }],
    [{ type: 'PLACE' }, { lat: 1, lon: 2, alt: 3 }],
    [{ type: 'PLACE' }, [1, 2]],
    [{ type: 'TEXT' }, { toString: 'x' }],
  ];
  it.each(bad)('of %o refuses %o', (rules, given) => {
    expect(readValue(field(rules), given)).toEqual({ problem: expect.any(String) });
  });

  it.each([null, '', '   ', undefined])('%o is none', (given) => {
    expect(readValue(field({ type: 'TEXT' }), given)).toEqual({ value: null });
  });

  it('an empty list is none of several, and no value of one', () => {
    expect(readValue(field({ type: 'CHOICES', options: ['a'] }), [])).toEqual({ value: null });
    for (const type of FIELD_TYPES)
      if (type !== 'CHOICES')
        expect(readValue(field({ type, options: ['a'] }), []), type).toEqual({
          problem: expect.any(String),
        });
  });
});

describe('the normal form of unique values', () => {
  const same: [FieldType, FieldValue, FieldValue][] = [
    ['TEXT', 'SN-1a', 'sn-1A'],
    ['DECIMAL', '1.50', '1.5'],
    ['PHONE', '+49 (40) 12-34', '+49401234'],
    ['EMAIL', 'A@X.example', 'a@x.EXAMPLE'],
    ['URL', 'HTTP://X.example', 'http://x.EXAMPLE/'],
    ['MAC_ADDRESS', '00:1a:2b:3c:4d:5e', '00:1a:2b:3c:4d:5e'],
  ];
  it.each(same)('of %s takes %o and %o for one', (type, a, b) => {
    expect(normalForm({ type }, a)).toBe(normalForm({ type }, b));
  });
  it('keeps apart what differs', () => {
    expect(normalForm({ type: 'URL' }, 'http://x.example/A')).not.toBe(
      normalForm({ type: 'URL' }, 'http://x.example/a'),
    );
    expect(normalForm({ type: 'INTEGER' }, 1)).not.toBe(normalForm({ type: 'INTEGER' }, 10));
  });
});

describe('what a write makes of the values', () => {
  const fields = [
    field({ type: 'TEXT', key: 'a', required: true }),
    field({ type: 'INTEGER', key: 'b', default: 7 }),
    field({ type: 'TEXT', key: 'old', archived: true }),
    field({ type: 'DATE', key: 'constructor' }),
  ];

  it('gives a new record its defaults and asks for what is required', () => {
    expect(mergeFields(fields, { a: 'x' }, null)).toMatchObject({
      values: { a: 'x', b: 7 },
      problems: {},
    });
    expect(mergeFields(fields, undefined, null).problems).toEqual({
      'customFields.a': 'is missing',
    });
    expect(mergeFields(fields, { a: 'x', b: null }, null).values).toEqual({ a: 'x' });
  });
  it('changes only what is named; null removes, but nothing required', () => {
    const current = { a: 'x', b: 1, old: 'kept' };
    expect(mergeFields(fields, { b: 2 }, current)).toMatchObject({
      values: { a: 'x', b: 2, old: 'kept' },
      changes: [{ before: 1, after: 2 }],
      problems: {},
    });
    expect(mergeFields(fields, { b: null }, current)).toMatchObject({
      values: { a: 'x', old: 'kept' },
      changes: [{ before: 1, after: null }],
    });
    expect(mergeFields(fields, { a: '' }, current).problems).toEqual({
      'customFields.a': 'is missing',
    });
    expect(mergeFields(fields, {}, {})).toMatchObject({ changes: [], problems: {} });
    expect(mergeFields(fields, { b: 1 }, current).changes).toEqual([]);
  });
  it('refuses unknown, archived and wrong ones by name', () => {
    expect(
      Object.keys(
        mergeFields(
          fields,
          { a: 5, nothing: 1, __proto__x: 1, old: 'new', toString: 1, constructor: 'today' },
          {},
        ).problems,
      ).sort(),
    ).toEqual([
      'customFields.__proto__x',
      'customFields.a',
      'customFields.constructor',
      'customFields.nothing',
      'customFields.old',
      'customFields.toString',
    ]);
    for (const input of ['x', 5, [], true])
      expect(mergeFields(fields, input, {}).problems).toEqual({ customFields: expect.any(String) });
  });
  it('shows the values of the fields that are known', () => {
    expect(shownFields(fields, { a: 'x', old: 'kept', gone: 1 })).toEqual({ a: 'x', old: 'kept' });
  });
});

describe('a definition', () => {
  it('may hold a default that its own rules allow', () => {
    expect(checkDefinition(field({ type: 'CHOICE', options: ['a'], default: 'a' }))).toEqual({});
    expect(checkDefinition(field({ type: 'CHOICE', options: ['a'], default: 'b' }))).toEqual({
      default: expect.any(String),
    });
    expect(checkDefinition(field({ type: 'FILE', default: ID }))).toEqual({
      default: expect.any(String),
    });
  });
  it('refuses keys that are no identifiers', () => {
    for (const key of ['', 'A', '1a', '_a', 'a-b', 'ä', 'a'.repeat(41), '__proto__', 'constructor'])
      expect(checkDefinition(field({ type: 'TEXT', key })), key).toHaveProperty('key');
  });
});

describe('cells of a file', () => {
  const cells: [FieldType, string, unknown][] = [
    ['INTEGER', '12', 12],
    ['INTEGER', '1.5', '1.5'],
    ['BOOLEAN', 'Yes', true],
    ['BOOLEAN', 'maybe', 'maybe'],
    ['CHOICES', 'a| b |', ['a', 'b']],
    ['PLACE', '53.5, 9.9', { lat: 53.5, lon: 9.9 }],
    ['PLACE', 'here', 'here'],
    ['TEXT', ' x ', 'x'],
    ['TEXT', '', null],
  ];
  it.each(cells)('of %s: %s', (type, cell, value) => {
    expect(parseCell({ type }, cell)).toEqual(value);
  });
  it('print what they read', () => {
    expect([
      printCell({ type: 'BOOLEAN' }, true),
      printCell({ type: 'CHOICES' }, ['a', 'b']),
      printCell({ type: 'PLACE' }, { lat: 1, lon: 2 }),
      printCell({ type: 'TEXT' }, null),
    ]).toEqual(['yes', 'a|b', '1,2', '']);
  });
});
