import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactMinor, readAmount } from '@backhaul/domain/bank/amounts';
import { Unreadable, type BankReader, type Found } from '@backhaul/domain/bank/entry';
import { mt940Reader } from '@backhaul/domain/bank/mt940';
import {
  creditorReference,
  isCreditorReference,
  isQrReference,
  qrReference,
} from '@backhaul/domain/bank/references';
import { numbersIn } from '@backhaul/domain/bank/textNumbers';
import { camtFile } from '../../server/src/modules/bank/xml.ts';

const minor = fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n });
const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
const entry = fc.record({
  minor: minor.filter((each) => each !== 0n),
  day: fc.integer({ min: 1, max: 28 }),
  endToEndId: word,
  name: word,
  text: fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
});
type Written = typeof entry extends fc.Arbitrary<infer T> ? T : never;

const plain = (value: bigint, point: string) => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${digits.slice(0, -2)}${point}${digits.slice(-2)}`;
};

it('amounts written in any bank’s way are read back', () => {
  fc.assert(
    fc.property(
      minor,
      fc.constantFrom('.', ',', ' ', ''),
      fc.constantFrom('-x', 'x-', '(x)'),
      (value, group, minus) => {
        const point = group === ',' ? '.' : ',';
        const written = plain(value, point);
        const [whole, decimals] = written.split(point);
        const grouped = `${whole.replace(/\B(?=(\d{3})+$)/g, group)}${point}${decimals}`;
        const text = value < 0n ? minus.replace('x', grouped) : grouped;
        expect(exactMinor(readAmount(text, null) ?? '', 2)).toBe(value);
      },
    ),
  );
});

it('what is written as MT940 or CAMT is read back equal, however it arrives in pieces', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      (entries, size) => {
        const told = entries.map(({ minor: value, day, endToEndId, name, text }) => ({
          minor: value,
          bookingDate: `2026-06-${String(day).padStart(2, '0')}`,
          endToEndId,
          name,
          text,
        }));
        for (const [reader, file] of [
          [mt940Reader(), mt940Of(entries)],
          [camtFile(), camtOf(entries)],
        ] as const)
          expect(
            inPieces(reader, file, size).flatMap((each) =>
              each.kind !== 'entry'
                ? []
                : {
                    minor: exactMinor(each.entry.amount, 2),
                    bookingDate: each.entry.bookingDate,
                    endToEndId: each.entry.endToEndId,
                    name: each.entry.name,
                    text: each.entry.lines.replace(/\n/g, ''),
                  },
            ),
          ).toEqual(told);
      },
    ),
    { numRuns: 50 },
  );
});

it('whatever comes is read, or refused in words', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      ':20:',
      ':25:DE1',
      ':60F:C260101EUR1,',
      '\n',
      ':61:2601010101C1,NTRF',
      ':86:166?20a?',
      ':86:/EREF/',
      ':62M:D260101EUR1,',
      '<Stmt>',
      '</Stmt>',
      '<Ntry><Amt>1</Amt>',
      '</Ntry>',
      '<TxDtls>',
      '</TxDtls>',
      '<a',
      '>',
      '-}',
      '{4:',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const reader of [mt940Reader(), camtFile()])
        try {
          inPieces(reader, pieces.join(''), 7);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
    }),
  );
});

it('references of any number have right check digits, and one wrong digit is found', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[1-9]\d{4,20}$/),
      fc.nat(25),
      fc.integer({ min: 1, max: 9 }),
      (number, at, by) => {
        const rf = creditorReference(number)!;
        const qr = qrReference(number)!;
        expect([isCreditorReference(rf), isQrReference(qr)]).toEqual([true, true]);
        const wrong = qr.replace(/./g, (digit, i) =>
          i === at ? String((Number(digit) + by) % 10) : digit,
        );
        expect(isQrReference(wrong)).toBe(false);
      },
    ),
  );
});

it('a number is found in any text around it, and long texts make no more work than their length', () => {
  fc.assert(
    fc.property(word, word, fc.constantFrom(' ', '-', '/', '.', '\n'), (before, after, sign) => {
      expect(numbersIn(`${before}: 2026${sign}06${sign}000017; ${after}`)).toContain(
        '202606000017',
      );
    }),
  );
  expect(numbersIn('1 '.repeat(100_000)).size).toBeLessThan(100);
  expect(numbersIn('7'.repeat(200_000)).size).toBe(0);
});

function inPieces(reader: BankReader, text: string, size: number): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < text.length; at += size)
    found.push(...reader.push(text.slice(at, at + size)));
  return [...found, ...reader.end()];
}

function mt940Of(entries: readonly Written[]): string {
  const movements = entries.map(({ minor: value, day, endToEndId, name, text }) => {
    const two = String(day).padStart(2, '0');
    const pieces = (`EREF+${endToEndId}SVWZ+${text}`.match(/.{1,27}/g) ?? []).map(
      (each, i) => `?2${i}${each}`,
    );
    return `:61:2606${two}06${two}${value < 0n ? 'D' : 'C'}${plain(value, ',')}NTRFNONREF\n:86:166?00X${pieces.join('')}?32${name}`;
  });
  return [
    ':20:X',
    ':25:DE12500105170648489890',
    ':28C:1',
    ':60F:C260601EUR0,',
    ...movements,
    ':62F:C260630EUR0,',
    '-',
  ].join('\r\n');
}

function camtOf(entries: readonly Written[]): string {
  const all = entries.map(({ minor: value, day, endToEndId, name, text }) => {
    const [side, party] = value < 0n ? ['DBIT', 'Cdtr'] : ['CRDT', 'Dbtr'];
    return (
      `<Ntry><Amt Ccy="EUR">${plain(value, '.')}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>BOOK</Sts>` +
      `<BookgDt><Dt>2026-06-${String(day).padStart(2, '0')}</Dt></BookgDt><NtryDtls><TxDtls>` +
      `<Refs><EndToEndId>${endToEndId}</EndToEndId></Refs><RltdPties><${party}><Nm>${name}</Nm></${party}></RltdPties>` +
      `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
    );
  });
  return `<Document><BkToCstmrStmt><Stmt><Id>1</Id>${all.join('')}</Stmt></BkToCstmrStmt></Document>`;
}
