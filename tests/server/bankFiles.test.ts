import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  camtOf,
  entriesOf,
  fileRead,
  IBAN,
  read,
  sendFile,
  type Movement,
} from '../support/bank.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTree, type Tenant } from '../support/tenants.ts';
import { zipOf } from '../support/zip.ts';

let server: TestServer;
let north: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-20' });
  ({ north, operatorId } = await makeTree(server));
  await one('mutation ($input: BankAccountInput!) { createBankAccount(input: $input) { id } }', {
    input: { partnerId: operatorId, name: 'Main', iban: IBAN, currency: 'EUR' },
  });
});
afterAll(async () => {
  await server.stop();
});

async function one(query: string, variables: object = {}): Promise<any> {
  return Object.values(await server.must<Record<string, any>>(query, variables))[0];
}
const undo = (id: string) =>
  one('mutation ($id: ID!) { undoBankFile(id: $id, reason: "wrong") { status } }', { id });
const textsOf = async (id: string) =>
  (await entriesOf(server, id)).map(({ text, status }: any) => `${text} ${status}`).sort();

const day = (text: string, more: Partial<Movement> = {}): Movement => ({
  amount: '5.00',
  text,
  ...more,
});
const mt940 = (text: string) =>
  `:20:X\n:25:${IBAN}\n:28C:9/1\n:60F:C260615EUR0,00\n:61:2606150615C5,00NTRFNONREF\n:86:166?00GUTSCHRIFT?20SVWZ+${text}\n:62F:C260615EUR5,00\n-\n`;

describe('a ZIP file', () => {
  it('is read file by file: what two of them tell is one entry, what one tells twice are two', async () => {
    const packed = zipOf([
      {
        name: 'first.xml',
        content: camtOf([day('alpha'), day('twice'), day('twice')], { number: '71' }),
      },
      { name: '__MACOSX/._first.xml', content: 'nothing' },
      {
        name: 'again.xml',
        content: camtOf([day('alpha'), day('twice'), day('twice'), day('beta')], { number: '72' }),
        method: 0,
      },
      { name: 'old/ümlaut.sta', content: mt940('gamma') },
    ]);
    const { status, id } = await sendFile(server, packed);
    expect(status).toBe(201);
    const file = await fileRead(server, id);
    expect(file).toMatchObject({
      status: 'DONE',
      format: null,
      entriesNew: 5,
      entriesKnown: 3,
      alreadyImported: false,
    });
    expect(file.statements).toHaveLength(3);
    expect(await sendFile(server, packed)).toEqual({ status: 200, id });
    expect((await fileRead(server, id)).alreadyImported).toBe(true);
  });

  it('that fails in one of its files leaves nothing, and names it', async () => {
    const file = await read(
      server,
      zipOf([
        { name: 'good.xml', content: camtOf([day('delta')], { number: '73' }) },
        { name: 'bad.xml', content: `${camtOf([day('epsilon')])}<more>` },
      ]),
    );
    expect(file).toMatchObject({ status: 'FAILED', entriesNew: 0, statements: [] });
    expect(file.failure).toMatch(/^Line \d+: bad.xml: /);
  });

  const good = camtOf([day('zeta')], { number: '74' });
  it.each([
    [
      'of something else',
      zipOf([{ name: 'photo.jpg', content: Buffer.alloc(99, 7) }]),
      'photo.jpg',
    ],
    ['with a document type', zipOf([{ name: 'a.xml', content: `<!DOCTYPE a>${good}` }]), 'a.xml'],
    [
      'within a ZIP file',
      zipOf([{ name: 'in.zip', content: zipOf([{ name: 'a.xml', content: good }]) }]),
      'in.zip',
    ],
    ['that is encrypted', zipOf([{ name: 'a.xml', content: good, flags: 1 }]), 'encrypted'],
    [
      'of 101 files',
      zipOf(Array.from({ length: 101 }, (_, i) => ({ name: `${i}.xml`, content: good }))),
      '100 files',
    ],
    ['that is cut off', zipOf([{ name: 'a.xml', content: good }]).subarray(0, 200), 'damaged'],
    ['of nothing', zipOf([{ name: 'folder/', content: '' }]), 'no file'],
  ])('%s is not taken', async (_, content, words) => {
    const { status, error } = await sendFile(server, content);
    expect(status).toBe(415);
    expect(error).toContain(words);
  });

  it('that unpacks to 501 MB is too large', async () => {
    const packed = zipOf([{ name: 'a.xml', content: good, size: 501 * 1024 * 1024 }]);
    expect(await sendFile(server, packed)).toEqual({
      status: 413,
      error: 'It unpacks to more than 500 MB.',
    });
  });

  it('that holds more than it says is left at once', async () => {
    const bomb = `${good}${' '.repeat(60 * 1024 * 1024)}`;
    const file = await read(server, zipOf([{ name: 'bomb.xml', content: bomb, size: 200_000 }]));
    expect(file).toMatchObject({ status: 'FAILED', failure: expect.stringContaining('damaged') });
  });
});

describe('a status report of collections (pain.002)', () => {
  const report =
    '<?xml version="1.0"?><p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><p:CstmrPmtStsRpt>' +
    '<p:GrpHdr><p:MsgId>1</p:MsgId></p:GrpHdr></p:CstmrPmtStsRpt></p:Document>';
  const words = 'None are handed in from here yet';

  it('is known by its content, and says why nothing comes of it', async () => {
    expect(await read(server, report)).toMatchObject({
      status: 'FAILED',
      format: 'PAIN_002',
      failure: expect.stringContaining(words),
      entriesNew: 0,
    });
  });

  it('within a ZIP file is named', async () => {
    const packed = zipOf([
      { name: 'day.xml', content: camtOf([day('eta')], { number: '75' }) },
      { name: 'report.xml', content: report },
    ]);
    const file = await read(server, packed);
    expect(file).toMatchObject({ status: 'FAILED', statements: [] });
    expect(file.failure).toMatch(new RegExp(`^report.xml: .*${words}`));
  });
});

describe('a notification (CAMT.054) of what a statement booked', () => {
  const booking = (
    number: string,
    reference: string,
    amount: string,
    details = '',
    kind: '053' | '054' = '054',
  ) =>
    camtOf([], { number, kind }).replace(
      /<\/(Stmt|Ntfctn)>/,
      `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt>` +
        `<AcctSvcrRef>${reference}</AcctSvcrRef><BkTxCd/>${details && `<NtryDtls>${details}</NtryDtls>`}</Ntry></$1>`,
    );
  const part = (amount: string, reference = '') =>
    `<TxDtls><Refs>${reference && `<AcctSvcrRef>${reference}</AcctSvcrRef>`}</Refs><Amt Ccy="EUR">${amount}</Amt>` +
    `<CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>detail ${amount}</Ustrd></RmtInf></TxDtls>`;
  const named = async (id: string) =>
    (
      await one(
        'query ($id: ID!) { bankTransactions(filter: { fileId: $id }) { nodes { text bankReference } } }',
        { id },
      )
    ).nodes
      .map((each: any) => `${each.text} ${each.bankReference}`)
      .sort();

  it('refines the booking whose reference it names, though its detail has a name of its own', async () => {
    const told = await read(server, booking('300', 'ONE-1', '61.00', '', '053'));
    expect(
      await read(server, booking('301', 'ONE-1', '61.00', part('61.00', 'OWN-1'))),
    ).toMatchObject({ entriesNew: 0, entriesKnown: 1 });
    expect(await named(told.id)).toEqual(['detail 61.00 ONE-1']);
  });

  it('takes the place of a sum that waits, under its reference; of one that was posted it is known', async () => {
    const waits = await read(server, booking('310', 'SUM-1', '63.00', '', '053'));
    const parts = await read(
      server,
      booking('311', 'SUM-1', '63.00', part('31.00') + part('32.00')),
    );
    expect(parts).toMatchObject({ entriesNew: 2, entriesKnown: 0 });
    expect(await named(parts.id)).toEqual(['detail 31.00 SUM-1', 'detail 32.00 SUM-1']);
    expect(await named(waits.id)).toEqual([]);
    await undo(parts.id);
    expect((await entriesOf(server, waits.id)).map(({ status }: any) => status)).toEqual([
      'UNMATCHED',
    ]);

    const customer = await makeCustomer(server, north.id, { name: 'Sum' });
    const done = await read(server, booking('320', 'SUM-2', '65.00', '', '053'));
    const [{ id }] = await entriesOf(server, done.id);
    await one(
      'mutation ($id: ID!, $p: [PairingPartInput!]) { postBankTransaction(id: $id, parts: $p) { id } }',
      { id, p: [{ customerId: customer.id, amount: '65.00' }] },
    );
    const late = await read(
      server,
      booking('321', 'SUM-2', '65.00', part('31.00') + part('34.00')),
    );
    expect(late).toMatchObject({
      entriesNew: 0,
      entriesKnown: 1,
      skipped: [{ amount: '65.00', text: 'detail 31.00 detail 34.00', sameAs: { id } }],
    });
  });
});

describe('a file that is taken back', () => {
  it('leaves what another one skipped as known by it, waiting', async () => {
    const cash = money(server);
    const customer = await makeCustomer(server, north.id, { name: 'Kept' });
    const invoice = await cash.invoice(customer.id, '8.00');
    const both = [day(invoice.number, { amount: '8.00' }), day('other', { amount: '9.00' })];
    const first = await read(server, camtOf(both, { number: '80' }));
    const longer = await read(
      server,
      camtOf([...both, day('third', { amount: '9.50' })], { number: '81' }),
    );
    const third = await read(server, camtOf(both, { number: '82' }));
    expect(longer).toMatchObject({ entriesNew: 1, entriesKnown: 2 });
    expect(third).toMatchObject({ entriesNew: 0, entriesKnown: 2 });
    const [{ id }] = (await entriesOf(server, first.id)).filter(
      ({ amount }: any) => amount === '8.00',
    );
    await one('mutation ($id: ID!) { postBankTransaction(id: $id) { id } }', { id });
    await undo(first.id);
    expect(await cash.balance(customer.id)).toBe('-8.00');
    expect(await entriesOf(server, first.id)).toEqual([]);
    expect(await textsOf(longer.id)).toEqual([
      expect.stringMatching(new RegExp(`^${invoice.number} (UNMATCHED|SUGGESTED)$`)),
      'other UNMATCHED',
      'third UNMATCHED',
    ]);
    expect(await fileRead(server, longer.id)).toMatchObject({
      entriesNew: 3,
      entriesKnown: 0,
      skipped: [],
    });
    expect((await fileRead(server, third.id)).skipped).toHaveLength(2);
    const again = await read(server, camtOf(both, { number: '80' }));
    expect(again).toMatchObject({ entriesNew: 0, entriesKnown: 2 });
  });

  it('of details leaves the sum that they were of, waiting for them', async () => {
    const sum = (number: string, details: string) =>
      camtOf([], { number }).replace(
        '</Stmt>',
        `<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt>` +
          `<AcctSvcrRef>BATCH-1</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>${details}</NtryDtls></Ntry></Stmt>`,
      );
    const detail = (amount: string) =>
      `<TxDtls><Amt Ccy="EUR">${amount}</Amt><RmtInf><Ustrd>part ${amount}</Ustrd></RmtInf></TxDtls>`;
    const whole = await read(server, sum('90', ''));
    expect((await entriesOf(server, whole.id)).map(({ status }: any) => status)).toEqual([
      'AWAITING_DETAILS',
    ]);
    const parts = await read(server, sum('91', detail('10.00') + detail('20.00')));
    expect(parts).toMatchObject({ status: 'DONE', entriesNew: 2 });
    expect(await entriesOf(server, whole.id)).toEqual([]);
    await undo(parts.id);
    expect(
      (await entriesOf(server, whole.id)).map(({ status, amount }: any) => [status, amount]),
    ).toEqual([['AWAITING_DETAILS', '30.00']]);
  });
});

it.each([
  ['DE89370400440532013000', 'COBADEFFXXX'],
  ['AT022011100003429660', 'GIBAATWWXXX'],
  ['NL91ABNA0417164300', 'ABNANL2A'],
  ['LU280019400644750000', 'BCEELULL'],
  ['FR1420041010050500013M02606', 'PSSTFRPPXXX'],
  ['ES9121000418450200051332', 'CAIXESBB'],
  ['GB29NWBK60161331926819', null],
  ['DE89370400440532013001', null],
])('knows of %s the bank %s', async (value, bic) => {
  const query =
    'query ($value: String!) { checkBankIdentifier(kind: IBAN, value: $value) { bic } }';
  expect((await one(query, { value })).bic).toBe(bic);
});
