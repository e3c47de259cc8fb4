import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactMinor } from '@backhaul/domain/bank/amounts';
import { readMapping } from '@backhaul/domain/bank/csvMapping';
import { Unreadable, type BankReader, type Found } from '@backhaul/domain/bank/entry';
import { mt940Reader } from '@backhaul/domain/bank/mt940';
import { csv } from '../../server/src/modules/bank/formats/csv.ts';
import { mt940 } from '../../server/src/modules/bank/formats/mt940.ts';

const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
const written = fc.record({
  minor: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).filter((each) => each !== 0n),
  day: fc.integer({ min: 1, max: 28 }),
  name: word,
  text: fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
  endToEndId: word,
});
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

const two = (day: number) => String(day).padStart(2, '0');
const plain = (minor: bigint, point: string) => {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${digits.slice(0, -2)}${point}${digits.slice(-2)}`;
};
function inPieces(reader: BankReader, text: string, size: number): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < text.length; at += size)
    found.push(...reader.push(text.slice(at, at + size)));
  return [...found, ...reader.end()];
}
const entriesIn = (found: readonly Found[]) =>
  found.flatMap((each) => (each.kind === 'entry' ? [each.entry] : []));

function mt940Of(entries: readonly Written[], details: (entry: Written) => string): string {
  const movements = entries.map(
    (entry) =>
      `:61:2606${two(entry.day)}06${two(entry.day)}${entry.minor < 0n ? 'D' : 'C'}` +
      `${plain(entry.minor, ',')}NTRFNONREF\n:86:${details(entry)}`,
  );
  return [
    ':20:X',
    ':25:DE12500105170648489890',
    ':28C:1',
    ':60F:C260601EUR0,',
    ...movements,
    ':62F:C260630EUR0,',
    '-',
  ].join('\n');
}

it('MT940 in words between slashes is read back equal', () => {
  fc.assert(
    fc.property(
      fc.array(written, { maxLength: 6 }),
      fc.integer({ min: 1, max: 40 }),
      (all, size) => {
        const file = mt940Of(
          all,
          ({ endToEndId, name, text }) => `/EREF/${endToEndId}/NAME/${name}/REMI/${text}`,
        );
        const read = entriesIn(inPieces(mt940Reader(), file, size));
        expect(
          read.map((each) => [
            exactMinor(each.amount, 2),
            each.bookingDate,
            each.endToEndId,
            each.name,
            each.lines,
          ]),
        ).toEqual(
          all.map((each) => [
            each.minor,
            `2026-06-${two(each.day)}`,
            each.endToEndId,
            each.name,
            each.text,
          ]),
        );
      },
    ),
    { numRuns: 50 },
  );
});

it('MT940 in free text is read back equal', () => {
  fc.assert(
    fc.property(
      fc.array(written, { maxLength: 6 }),
      fc.integer({ min: 1, max: 40 }),
      (all, size) => {
        const file = mt940Of(all, ({ text }) => `from ${text}`);
        const read = entriesIn(inPieces(mt940.open({ mapping: null }), file, size));
        expect(
          read.map((each) => [exactMinor(each.amount, 2), each.lines.replace(/\n/g, '')]),
        ).toEqual(all.map((each) => [each.minor, `from ${each.text}`]));
      },
    ),
    { numRuns: 50 },
  );
});

const mapping = (more: object) => {
  const read = readMapping({
    bookingDate: 'Date',
    amount: 'Amount',
    name: 'Name',
    text: ['Text', 'More'],
    endToEndId: 'Id',
    ...more,
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.mapping;
};

it('CSV is read back equal, whatever delimits it, and however it arrives in pieces', () => {
  const odd = fc.constantFrom('', ';', ',', '"quoted"', 'two\nlines');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(written, odd), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(';', ',', '\t'),
      fc.constantFrom('.', ','),
      fc.integer({ min: 1, max: 60 }),
      (all, delimiter, decimalSign, size) => {
        const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const rows = all.map(([{ minor, day, name, text, endToEndId }, more]) =>
          [
            `${two(day)}.06.2026`,
            `${minor < 0n ? '-' : ''}${plain(minor, decimalSign)}`,
            name,
            text,
            more,
            endToEndId,
          ]
            .map(cell)
            .join(delimiter),
        );
        const file = [
          ['Date', 'Amount', 'Name', 'Text', 'More', 'Id'].join(delimiter),
          ...rows,
          '',
        ].join('\n');
        const reader = csv.open({
          mapping: mapping({ delimiter, decimalSign, dateFormat: 'DD.MM.YYYY' }),
        });
        const read = entriesIn(inPieces(reader, file, size));
        expect(
          read.map((each) => [
            exactMinor(each.amount, 2),
            each.bookingDate,
            each.name,
            each.endToEndId,
          ]),
        ).toEqual(
          all.map(([{ minor, day, name, endToEndId }]) => [
            minor,
            `2026-06-${two(day)}`,
            name,
            endToEndId,
          ]),
        );
        all.forEach(([{ text }], i) => expect(read[i].lines).toContain(text));
      },
    ),
    { numRuns: 60 },
  );
});

it('whatever comes as CSV is read, or refused in words', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 30 }),
          fc.constantFrom(
            'Date;Amount;Name;Text;More;Id\n',
            '"',
            '""',
            ';',
            '\n',
            '\r\n',
            '1,5',
            '01.06.2026;1,00;a;b;c;d\n',
          ),
        ),
        { maxLength: 30 },
      ),
      (pieces) => {
        try {
          inPieces(
            csv.open({ mapping: mapping({ decimalSign: ',', dateFormat: 'DD.MM.YYYY' }) }),
            pieces.join(''),
            7,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      },
    ),
  );
});
