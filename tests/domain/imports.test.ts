import { describe, expect, it } from 'vitest';
import { readDecimal, signShown, weighSign } from '@backhaul/domain/imports/amounts';
import { orderShown, readDay, weighOrder } from '@backhaul/domain/imports/days';
import { delimiterOf } from '@backhaul/domain/imports/delimiter';
import { headingsKey, suggestTargets } from '@backhaul/domain/imports/headings';
import {
  addCell,
  checkMapping,
  mapRow,
  noFacts,
  questionOf,
  unmappedOf,
  type ColumnChoice,
  type ColumnFacts,
  type Mapping,
} from '@backhaul/domain/imports/mapping';

const signOf = (...cells: string[]) => {
  const evidence = { dot: 0, comma: 0, either: 0 };
  for (const cell of cells) weighSign(evidence, cell);
  return signShown(evidence);
};
const orderOf = (...cells: string[]) => {
  const evidence = { dmy: 0, mdy: 0, ymd: 0, either: 0 };
  for (const cell of cells) weighOrder(evidence, cell);
  return orderShown(evidence);
};
const factsOf = (...cells: string[]): ColumnFacts => {
  const facts = noFacts('Heading');
  for (const cell of cells) addCell(facts, cell);
  return facts;
};
const mapping = (columns: [ColumnChoice, ...string[]][], constants = {}): Mapping => ({
  kind: 'CUSTOMER',
  columns: columns.map(([choice, ...cells], index) => ({
    index,
    facts: factsOf(...cells),
    choice,
  })),
  constants,
});
const row = (given: Mapping, ...cells: string[]) => {
  const { values, faults } = mapRow(given, cells);
  return { ...Object.fromEntries(values), faults };
};

describe('the decimal sign of a column', () => {
  it('shows itself where one cell can be read one way only', () => {
    expect([signOf('1,234', '1,234.5'), signOf('1.234', '12,5'), signOf('12', '7')]).toEqual([
      'DOT',
      'COMMA',
      'DOT',
    ]);
    expect([signOf('0.125'), signOf('33.3333'), signOf("1'234.50")]).toEqual(['DOT', 'DOT', 'DOT']);
  });
  it('is asked for where every cell can be read both ways, and where cells contradict', () => {
    expect([signOf('1,234'), signOf('1.234', '5.678'), signOf('12.5', '12,5')]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('reads amounts to the digit, and nothing else', () => {
    expect(readDecimal('1.234.567,89', 'COMMA')).toBe('1234567.89');
    expect(readDecimal('−12.50', 'DOT')).toBe('-12.50');
    for (const wrong of ['1,23', '1.2.3', '€ 5', '12,34,567', '', '1e5'])
      expect(readDecimal(wrong, 'DOT')).toBeNull();
  });
});

describe('the order of dates in a column', () => {
  it('shows itself by a day above 12, and is asked for where there is none', () => {
    expect([
      orderOf('03/04/2025', '13/04/2025'),
      orderOf('03/04/2025', '04/13/2025'),
      orderOf('2025-04-03'),
      orderOf('03/04/2025'),
      orderOf('13/04/2025', '04/13/2025'),
      orderOf('04/04/2025'),
    ]).toEqual(['DMY', 'MDY', 'YMD', null, null, 'YMD']);
  });
  it('an hour is left out, an unwritten date is empty, two digits are no year', () => {
    expect(readDay('2025-04-03 12:30:00', 'YMD')).toBe('2025-04-03');
    expect(readDay('0000-00-00', 'DMY')).toBe('');
    expect([readDay('03/04/25', 'DMY'), readDay('31.02.2025', 'DMY')]).toEqual([null, null]);
  });
});

describe('the delimiter', () => {
  it('is the one that gives most records the same number of fields, quotes respected', () => {
    expect(delimiterOf('a;b;c\n"x,y,z";2;3\n1;2;"3,3,3,3"\n')).toBe(';');
    expect(delimiterOf('a\tb\n1\t2,5\n3\t4,5\n')).toBe('\t');
    expect(delimiterOf('a|b|c\n1|2|3')).toBe('|');
    expect(delimiterOf('name\nAnna\n')).toBe(',');
  });
});

describe('headings', () => {
  it('are known in five languages, whatever their case, spaces and punctuation', () => {
    for (const [name, phone, zip] of [
      ['Full Name', 'PHONE  number', 'Zip-Code'],
      ['Kundenname', 'Telefon', 'PLZ'],
      ['Nombre completo', 'Teléfono', 'Código postal'],
      ['Nome', 'Telemóvel', 'CEP'],
      ['Nom complet', 'Numéro de téléphone', 'Code postal'],
    ])
      expect(suggestTargets('CUSTOMER', [name, phone, zip, 'x'])).toEqual([
        'name',
        'phone',
        'zip',
        null,
      ]);
  });
  it('go to one place each, the own name of a place first', () => {
    expect(suggestTargets('CUSTOMER', ['Client name', 'name', 'cf:router', 'startDate'])).toEqual([
      null,
      'name',
      'cf:router',
      'startDate',
    ]);
    expect(headingsKey([' E-Mail ', 'Straße'])).toBe(headingsKey(['email', 'STRASSE']));
  });
});

describe('a mapping', () => {
  it('reads values, defaults, constants and joined columns', () => {
    const given = mapping(
      [
        [{ target: 'name' }],
        [{ target: 'name', joinWith: ' ' }],
        [{ target: 'status', valueMap: { Suspended: 'BLOCKED' }, default: 'active' }],
        [{ target: 'balance' }, '1.234,50'],
        [{ target: null }],
      ],
      { partner: '3' },
    );
    expect(row(given, ' Anna ', 'Bo', 'suspended', '-12,5', 'x')).toEqual({
      partner: '3',
      name: 'Anna Bo',
      status: 'BLOCKED',
      balance: '-12.5',
      faults: [],
    });
    expect(row(given, '', 'Bo', '', '')).toMatchObject({ name: 'Bo', status: 'ACTIVE' });
  });
  it('asks what is ambiguous, and lists values that mean nothing with their counts', () => {
    const facts = factsOf('1,234', '');
    expect(questionOf('CUSTOMER', facts, { target: 'balance' })).toBe('DECIMAL_SIGN');
    expect(questionOf('CUSTOMER', facts, { target: 'balance', format: 'COMMA' })).toBeNull();
    expect(questionOf('CUSTOMER', factsOf('03/04/2025'), { target: 'created' })).toBe('DATE_ORDER');
    const states = factsOf('Active', 'Suspended', 'suspended', 'Gone');
    expect(
      unmappedOf('CUSTOMER', states, { target: 'status', valueMap: { suspended: 'BLOCKED' } }),
    ).toEqual({ Gone: 1 });
  });
  it('names the column at fault: a shortened number is no phone number', () => {
    const given = mapping([[{ target: 'phone' }], [{ target: 'created' }, '2025-01-01']]);
    const { faults } = row(given, '1.0E+11', '01/02/2025');
    expect(faults).toEqual([
      { index: 0, reason: expect.stringContaining('its digits are lost') },
      { index: 1, reason: '"01/02/2025" is not a date like 2026-12-31' },
    ]);
  });
  it('refuses two columns to one place without a join, unknown places and columns', () => {
    expect(
      checkMapping('CUSTOMER', 3, [
        { index: 0, target: 'name' },
        { index: 1, target: 'name' },
        { index: 1, target: 'shoe' },
        { index: 9, target: null },
      ]),
    ).toEqual({
      'columns.1.joinWith': 'column 0 goes to name too: say what joins them',
      'columns.2.index': 'is named twice',
      'columns.2.target': 'there is no field shoe',
      'columns.3.index': 'the file has the columns 0 to 2',
    });
    expect(
      checkMapping('CUSTOMER', 2, [
        { index: 0, target: 'externalId' },
        { index: 1, target: 'billingType' },
      ]),
    ).toEqual({});
  });
});
