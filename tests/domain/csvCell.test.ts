import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardCell, unguardCell } from '@backhaul/domain/text/csvCell';

it('a formula is guarded wherever a spreadsheet may begin to read one, whichever delimiter it was told', () => {
  for (const [text, cell] of [
    ['=1+1', "'=1+1"],
    ['x;=1+1', "x;'=1+1"],
    ['a,@SUM(A1)', "a,'@SUM(A1)"],
    ['a\t+cmd|calc', "a\t'+cmd|calc"],
    ['a\n=1', "a\n'=1"],
    ['a\r\n-2+x', "a\r\n'-2+x"],
    ['say "=1"', 'say "\'=1"'],
    ['a|=1', "a|'=1"],
    ['x; =1', "x;' =1"],
    ["'=1", "''=1"],
    ['\uff1d1', "'\uff1d1"],
    ['\t=1', "'\t'=1"],
  ] as const)
    expect(guardCell(text), text).toBe(cell);
});

it('names, numbers and phone numbers stay as they are', () => {
  for (const text of [
    '',
    'Karoo Fibre',
    "O'Brien",
    'a=b',
    '-3.72',
    '+27 21 555-0100',
    '-',
    '12; -3',
    'first\r\n\r\nthen',
    'Long St. 5, 8001',
    "'quoted'",
  ])
    expect(guardCell(text), text).toBe(text);
});

it('what is guarded comes back as it was, whatever it was', () => {
  const pieces = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '=',
          '+',
          '-',
          '@',
          '\t',
          '\r',
          '\n',
          ';',
          ',',
          '|',
          '"',
          "'",
          ' ',
          '\uff1d',
          '1',
          'x',
        ),
        fc.string({ maxLength: 3 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(pieces, (text) => {
      const cell = guardCell(text);
      expect(unguardCell(cell)).toBe(text);
      for (const part of cell.split(/[;,|"\n\r\t]/))
        expect(part.trimStart()).not.toMatch(/^[=@\uff1d\uff0b\uff0d\uff20]/);
    }),
    { numRuns: 2000 },
  );
});
