import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { exactMinor, readAmount, sayDecimal, signSeenIn } from '@backhaul/domain/bank/amounts';
import { addsUp, followsOn } from '@backhaul/domain/bank/chain';
import {
  amountsOf,
  columnsOf,
  dayOf,
  entryOfRow,
  signOfFile,
} from '@backhaul/domain/bank/csvEntries';
import { delimiterOf, readMapping } from '@backhaul/domain/bank/csvMapping';
import { oneLineOf, type BankReader, type Found } from '@backhaul/domain/bank/entry';
import { looksLikeMt940, mt940Reader } from '@backhaul/domain/bank/mt940';
import { kindOf, returnReason } from '@backhaul/domain/bank/returns';
import { agreement, marksOf, matchKnown } from '@backhaul/domain/bank/sameEntry';
import { camtOf, IBAN } from '../support/bank.ts';
import { camtFile } from '../../server/src/modules/bank/xml.ts';

describe('an amount', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,56', '1234.56'],
    ["1'234.56", '1234.56'],
    ['(12.00)', '-12.00'],
    ['12.00-', '-12.00'],
    ['-12,5', '-12.5'],
    ['+75,', '75'],
    ['1.234.567', '1234567'],
    ['0', '0'],
  ])('%s is %s', (text, amount) => expect(readAmount(text, null)).toBe(amount));

  it.each(['1.234', '12,345', ''])('%j is not guessed', (text) =>
    expect(readAmount(text, null)).toBeNull(),
  );

  it('is read by the sign that is given', () => {
    expect([readAmount('1.234', ','), readAmount('1.234', '.')]).toEqual(['1234', '1.234']);
    expect(signSeenIn('1.234')).toBe('either');
  });

  it.each(['1.23.456', '12a', '--5', '(5', '(-5)', '1e5', '1,2,3.4'])('%j is none', (text) =>
    expect(readAmount(text, '.')).toBeNull(),
  );

  it('may have zeros behind the currency’s digits, and nothing else', () => {
    expect(exactMinor('7.2500', 2)).toBe(725n);
    expect(exactMinor('7.2501', 2)).toBeNull();
    expect(sayDecimal('-1250.0051', 'EUR')).toBe('−1,250.0051 EUR');
    expect(sayDecimal('7.5', 'EUR')).toBe('7.50 EUR');
    expect(sayDecimal('12.5', 'JPY')).toBe('12.5 JPY');
  });
});

const MT940 = `:20:START
:25:10020030/1234567
:28C:112/1
:60F:C251230EUR100,00
:61:2512310102C12,50NTRFNONREF//BANK1
/OCMT/EUR12,50/
:86:166?00SEPA CREDIT?20EREF+E-1?21SVWZ+Rg. 20260?2206000017 thanks?30BANKDEFF?31DE12500105170648489890?32BO ?33MEYER
:61:251231RC5,NTRFNONREF
:86:/EREF/E-2/NAME/Anna Ash/REMI/returned
 money/RTRN/MS03/
:61:251231DR1,NCHG
:86:bank fee
:62F:C260102EUR106,50
-
`;

describe('MT940', () => {
  it('is known by its beginning', () => {
    expect(looksLikeMt940(MT940)).toBe(true);
    expect(looksLikeMt940(`{1:F01BANKDEFFXXXX0000000000}{2:I940}{4:\n${MT940}`)).toBe(true);
    expect(looksLikeMt940('a;b;c')).toBe(false);
  });

  it('is read with its account, balances, movements and dialects', () => {
    const found = whole(mt940Reader(), MT940);
    expect(found[0]).toMatchObject({
      head: {
        account: { iban: null, other: '10020030/1234567' },
        number: '112',
        opening: { amount: '100.00', date: '2025-12-30' },
      },
    });
    const [credit, back, fee] = entriesIn(found);
    expect(credit).toMatchObject({
      valueDate: '2025-12-31',
      bookingDate: '2026-01-02',
      amount: '12.50',
      name: 'BO MEYER',
      iban: 'DE12500105170648489890',
      endToEndId: 'E-1',
      bankReference: 'BANK1',
      code: '166',
    });
    expect(oneLineOf(credit)).toBe('Rg. 2026006000017 thanks');
    expect(back).toMatchObject({
      amount: '-5',
      endToEndId: 'E-2',
      name: 'Anna Ash',
      returnCode: 'MS03',
    });
    expect([credit, back, fee].map(kindOf)).toEqual(['CREDIT', 'RETURN', 'FEE']);
    expect(found.at(-1)).toMatchObject({ kind: 'closing', balance: { amount: '106.50' } });
  });

  it('chains the pages of one statement', () => {
    const pages = MT940.replace(':62F:', ':62M:') + MT940.replace(':60F:', ':60M:');
    const found = whole(mt940Reader(), pages);
    expect(found.filter(({ kind }) => kind === 'statement')).toHaveLength(1);
    expect(entriesIn(found)).toHaveLength(6);
  });

  it('takes a day that does not exist as the month’s last, with a warning', () => {
    const found = whole(mt940Reader(), MT940.replace('2512310102C', '260631C'));
    expect(entriesIn(found)[0].valueDate).toBe('2026-06-30');
    expect(found.filter(({ kind }) => kind === 'warning')).toMatchObject([
      { code: 'DATE_CORRECTED' },
    ]);
  });

  it('sets aside what it cannot read, with the line', () =>
    expect(
      whole(mt940Reader(), MT940.replace(':61:251231RC5,', ':61:what')).find(isWarning),
    ).toMatchObject({
      code: 'ENTRY_SET_ASIDE',
      line: 8,
    }));

  it('says where a file breaks', () =>
    expect(() => whole(mt940Reader(), MT940.replace(':60F:C251230', ':60F:X'))).toThrow(
      'This is no balance',
    ));
});

const CAMT = `<?xml version="1.0" encoding="UTF-8"?>
<x:Document xmlns:x="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><x:BkToCstmrStmt>
<x:GrpHdr><x:MsgId>M</x:MsgId><x:CreDtTm>2026-06-15T20:00:00</x:CreDtTm></x:GrpHdr>
<x:Stmt><x:Id>S-1</x:Id><x:ElctrncSeqNb>112</x:ElctrncSeqNb><x:CreDtTm>2026-06-15T20:00:00</x:CreDtTm>
<x:Acct><x:Id><x:IBAN>DE12500105170648489890</x:IBAN></x:Id><x:Ccy>EUR</x:Ccy></x:Acct>
<x:Bal><x:Tp><x:CdOrPrtry><x:Cd>OPBD</x:Cd></x:CdOrPrtry></x:Tp><x:Amt Ccy="EUR">10.00</x:Amt><x:CdtDbtInd>DBIT</x:CdtDbtInd><x:Dt><x:Dt>2026-06-15</x:Dt></x:Dt></x:Bal>
<x:Bal><x:Tp><x:CdOrPrtry><x:Cd>CLBD</x:Cd></x:CdOrPrtry></x:Tp><x:Amt Ccy="EUR">89.80</x:Amt><x:CdtDbtInd>CRDT</x:CdtDbtInd><x:Dt><x:Dt>2026-06-15</x:Dt></x:Dt></x:Bal>
ENTRIES
</x:Stmt></x:BkToCstmrStmt></x:Document>`;
const ntry = (inner: string, amount = '99.80', status = '<Cd>BOOK</Cd>') =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt>` +
  `<AcctSvcrRef>B-1</AcctSvcrRef><BkTxCd/>${inner}</Ntry>`;
const detail = (amount: string, text: string) =>
  `<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
  `<RltdPties><Dbtr><Pty><Nm>Anna</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>AT022011100003429660</IBAN></Id></DbtrAcct></RltdPties>` +
  `<RmtInf><Ustrd>${text}</Ustrd><Ustrd>more</Ustrd></RmtInf></TxDtls>`;
const two = `<NtryDtls>${detail('49.90', 'one')}${detail('49.90', 'two')}</NtryDtls>`;

describe('CAMT', () => {
  it('gives one transaction for each detail when they add up, whatever the prefix', () => {
    const found = camt(ntry(two));
    expect(found[0]).toMatchObject({
      head: {
        number: '112',
        account: { iban: 'DE12500105170648489890' },
        opening: { amount: '-10.00', date: '2026-06-15' },
      },
    });
    expect(entriesIn(found)).toMatchObject([
      {
        amount: '49.90',
        name: 'Anna',
        iban: 'AT022011100003429660',
        lines: 'one\nmore',
        endToEndId: null,
      },
      { amount: '49.90', lines: 'two\nmore', entryReference: 'B-1' },
    ]);
    expect(found.at(-1)).toMatchObject({ balance: { amount: '89.80' } });
  });

  it('takes details that do not add up as one, with a warning', () => {
    const found = camt(ntry(two, '99.90'));
    expect(entriesIn(found)).toMatchObject([{ amount: '99.90' }]);
    expect(found.find(isWarning)).toMatchObject({ code: 'DETAILS_DO_NOT_ADD_UP' });
  });

  it('leaves out what is not booked, and waits for the details of a batch', () => {
    expect(entriesIn(camt(ntry('', '1.00', '<Cd>PDNG</Cd>')))).toEqual([]);
    expect(entriesIn(camt(ntry('', '1.00', 'BOOK')))).toHaveLength(1);
    const batch = ntry('<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch></NtryDtls>');
    expect(entriesIn(camt(batch))).toMatchObject([{ awaitsDetails: true }]);
  });

  it('sets aside an amount with a sign, with its line, whatever side it says', () => {
    const found = camt(ntry('', '-5.00'));
    expect(entriesIn(found)).toEqual([]);
    expect(found.find(isWarning)).toMatchObject({
      code: 'ENTRY_SET_ASIDE',
      line: 8,
      message: 'This entry has an amount with a sign, "-5.00", beside its CRDT.',
    });
    const details = `<NtryDtls>${detail('104.80', 'one')}${detail('-5.00', 'two')}</NtryDtls>`;
    expect(entriesIn(camt(ntry(details)))).toMatchObject([{ amount: '99.80' }]);
  });

  it('says days as people say them', () => {
    const late = ntry('').replace('<Dt>2026-06-15</Dt>', '<Dt>2026-06-31</Dt>');
    expect(camt(late).find(isWarning)).toMatchObject({
      code: 'DATE_CORRECTED',
      message: "There is no such day in this entry; 30 June 2026, the month's last, was taken.",
    });
  });

  it('is written here as its schemas ask', async () => {
    const moves = [
      { amount: '5.00', text: 'in', name: 'Anna', iban: IBAN, reference: 'A', endToEndId: 'E' },
      { amount: '-6.00', inner: '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>' },
    ];
    const plain = (text: string) => text.replaceAll('x:', '').replace('xmlns:x=', 'xmlns=');
    const samples = [
      ['camt.053.001.08', camtOf(moves, { opening: '10.00', closing: '9.00' }), 2],
      ['camt.054.001.08', camtOf(moves, { kind: '054' }), 2],
      ['camt.053.001.08', plain(CAMT.replace('ENTRIES', ntry(two))), 2],
    ] as const;
    for (const [name, xml, entries] of samples) {
      expect(xml).toContain(`urn:iso:std:iso:20022:tech:xsd:${name}"`);
      expect(entriesIn(whole(camtFile(), xml))).toHaveLength(entries);
      // the schemas are data that not everybody has
      const schema = new URL(`../../../shared/data/schemas/${name}.xsd`, import.meta.url);
      if (existsSync(schema))
        expect((await validateXML({ xml, schema: readFileSync(schema, 'utf8') })).errors).toEqual(
          [],
        );
    }
  });

  it('refuses a document type and XML that breaks, with the line', () => {
    expect(() => whole(camtFile(), `<!DOCTYPE x [<!ENTITY a "b">]>${CAMT}`)).toThrow(
      'document type',
    );
    expect(() => whole(camtFile(), '<Document>\n<Stmt></Ntry>')).toThrow(
      expect.objectContaining({ line: 2 }),
    );
  });
});

describe('CSV', () => {
  const given = {
    bookingDate: 'Date',
    amount: 'Amount',
    text: ['Text', 'More'],
    iban: 4,
    dateFormat: 'DD.MM.YYYY',
  };
  const header = ['Date', 'Amount', 'Text', 'IBAN', 'More'];

  it('is read by a mapping of headers and numbers', () => {
    const { mapping } = readMapping(given) as Extract<
      ReturnType<typeof readMapping>,
      { mapping: object }
    >;
    const cells = ['15.06.2026', '1.234,56', 'Rg. 1', 'at02 2011 1000 0342 9660', 'two'];
    expect(entryOfRow({ line: 2, cells }, columnsOf(mapping, header), mapping, ',')).toMatchObject({
      entry: {
        bookingDate: '2026-06-15',
        amount: '1234.56',
        lines: 'Rg. 1 two',
        iban: 'AT022011100003429660',
      },
    });
    expect(() => columnsOf(mapping, ['Date'])).toThrow('no column "Amount"');
  });

  it('asks for the decimal sign rather than to guess it', () => {
    const { mapping } = readMapping(given) as Extract<
      ReturnType<typeof readMapping>,
      { mapping: object }
    >;
    const columns = columnsOf(mapping, header);
    const signs = signOfFile();
    for (const text of amountsOf({ line: 2, cells: ['', '1.234'] }, columns)) signs.see(text, 2);
    expect(() => signs.sign()).toThrow('may be read both ways');
    signs.see('5,10', 3);
    expect(signs.sign()).toBe(',');
  });

  it('takes days as they are written, none that does not exist', () => {
    expect(dayOf('15.06.2026', 'DD.MM.YYYY')).toBe('2026-06-15');
    expect(dayOf('6/5/26', 'M/D/YY')).toBe('2026-06-05');
    expect(dayOf('2026-06-15 10:30', 'YYYY-MM-DD')).toBe('2026-06-15');
    expect(dayOf('31.06.2026', 'DD.MM.YYYY')).toBeNull();
  });

  it('finds its delimiter', () => {
    expect(delimiterOf(['a;b;c', '1,5;2,5;"x;y"'])).toBe(';');
    expect(delimiterOf(['a', 'b'])).toBeNull();
  });

  it('refuses a mapping by key', () =>
    expect(readMapping({ amount: 'A', dateFormat: 'huh', more: 1 })).toMatchObject({
      problems: { bookingDate: 'is required', dateFormat: expect.any(String), more: 'is unknown' },
    }));
});

describe('the same entry', () => {
  const marks = (over: object) =>
    marksOf({
      bankReference: null,
      entryReference: null,
      endToEndId: null,
      iban: null,
      lines: '',
      joined: false,
      ...over,
    });

  it('is known by what both files tell', () => {
    expect(agreement(marks({ lines: 'Rg. 17' }), marks({ lines: 'Rg.17 thanks' }))).toBe('SAME');
    expect(agreement(marks({ lines: 'Rg. 17' }), marks({ lines: 'Rg. 18' }))).toBe('DIFFERENT');
    expect(
      agreement(
        marks({ bankReference: 'A', lines: 'x' }),
        marks({ bankReference: 'A', lines: 'y' }),
      ),
    ).toBe('SAME');
    // one file tells the booking, another one its only detail, which has a name of its own
    const booking = marks({ bankReference: 'B', entryReference: 'B' });
    const detail = marks({ bankReference: 'D', entryReference: 'B', lines: 'x' });
    expect([agreement(booking, detail), agreement(detail, booking)]).toEqual(['SAME', 'SAME']);
    expect(agreement(detail, marks({ bankReference: 'E', entryReference: 'B' }))).toBe('DIFFERENT');
    expect(agreement(marks({ iban: 'A' }), marks({ lines: 'x' }))).toBe('UNSURE');
  });

  it('two equal payments are two, and stay two when they come again', () => {
    const one = marks({ lines: 'monthly' });
    const there = [
      { id: 1, marks: one },
      { id: 2, marks: one },
    ];
    expect(matchKnown([one, one, one], there).map((each) => each?.known.id ?? null)).toEqual([
      1,
      2,
      null,
    ]);
  });
});

describe('statements in a row', () => {
  const write = String;
  it('add up and go on, or say by how much not', () => {
    const statement = { opening: 100n, entries: 50n, closing: 150n, from: '2026-06-15' };
    const next = { ...statement, known: false };
    expect(addsUp(statement, write)).toBeNull();
    expect(addsUp({ ...statement, closing: 151n }, write)).toMatchObject({
      code: 'DOES_NOT_ADD_UP',
    });
    expect(followsOn({ closing: 100n, date: '2026-06-14' }, next, write)).toBeNull();
    expect(followsOn({ closing: 90n, date: '2026-06-14' }, next, write)).toEqual({
      code: 'GAP',
      message:
        'The statement before closes with 90 on 14 June 2026, this one opens with 100 on 15 June 2026: ' +
        'something between them is missing.',
    });
    const code = (date: string, known = false) =>
      followsOn({ closing: 90n, date }, { ...next, known }, write)?.code;
    // a second statement of the same day, of which one between is missing
    expect(code('2026-06-15')).toBe('GAP');
    expect(code('2026-06-15', true)).toBe('OVERLAP');
    expect(code('2026-06-16')).toBe('OVERLAP');
  });
});

it('a return is told in words', () => {
  expect(returnReason('MD06', '')).toBe('customer took it back');
  expect(returnReason('XT33', 'odd')).toBe('code XT33: odd');
});

function whole(reader: BankReader, text: string): Found[] {
  return [...reader.push(text), ...reader.end()];
}
const camt = (entries: string) => whole(camtFile(), CAMT.replace('ENTRIES', entries));
const entriesIn = (found: readonly Found[]) =>
  found.flatMap((each) => (each.kind === 'entry' ? [each.entry] : []));
const isWarning = (each: Found) => each.kind === 'warning';
