import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { camtOf, entriesOf, IBAN, read } from '../support/bank.ts';
import { Socket } from '../support/socket.ts';
import { makeTree, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-20' });
  let operatorId: string;
  ({ north, operatorId } = await makeTree(server));
  await server.must('mutation ($i: BankAccountInput!) { createBankAccount(input: $i) { id } }', {
    i: { partnerId: operatorId, name: 'Main', iban: IBAN, currency: 'EUR' },
  });
  await read(
    server,
    camtOf([
      {
        amount: '1.00',
        text: 'Fibre (June), contract 4711-B',
        name: 'José Müller',
        reference: 'R1',
      },
      { amount: '2.00', text: "it's \\ paid", iban: 'AT022011100003429660' },
      { amount: '3.00', text: 'fibre July', name: 'Anna Moser', endToEndId: 'E2E-77' },
    ]),
  );
});
afterAll(async () => {
  await server.stop();
});

async function found(search: string, token = server.operator): Promise<string[]> {
  const { bankTransactions } = await server.must<any>(
    `query ($search: String) { bankTransactions(filter: { search: $search }, sort: [{ field: "amount", order: ASC }]) {
      totalCount nodes { amount } } }`,
    { search },
    token,
  );
  expect(bankTransactions.totalCount).toBe(bankTransactions.nodes.length);
  return bankTransactions.nodes.map(({ amount }: { amount: string }) => amount);
}

describe('a search among entries', () => {
  it.each([
    ['the beginning of a word of the text', 'fib', ['1.00', '3.00']],
    ['every word, in any order and column', 'jose fibre', ['1.00']],
    ['letters whatever their accents and case', 'MULLER', ['1.00']],
    ['a reference', 'r1', ['1.00']],
    ['an end-to-end id', 'e2e-7', ['3.00']],
    ['what has a dash in it', '4711-b', ['1.00']],
    ['an IBAN as it is printed', 'AT02 2011 1000 0342 9660', ['2.00']],
    ['signs of a search’s own language', "it's \\", ['2.00']],
    ['operators as what they are: letters', "fib' | 'anna", []],
    ['nothing but signs', '()', []],
    ['the middle of a word', 'ibre', []],
  ])('goes by %s', async (_, search, amounts) => {
    expect(await found(search)).toEqual(amounts);
  });

  it('finds nothing of those above', async () => {
    expect(await found('fibre', north.token)).toEqual([]);
  });
});

describe('how many entries there are', () => {
  const FILTERS = [
    {},
    { waiting: true },
    { waiting: false },
    ...['SUGGESTED', 'UNMATCHED', 'POSTED', 'IGNORED', 'OUTGOING'].map((status) => ({ status })),
    { status: 'IGNORED', bookingDateFrom: '2026-06-15', bookingDateTo: '2026-06-15' },
    { waiting: true, bookingDateTo: '2026-06-14' },
  ];
  /** As the lists count them, beside how many they have. */
  const counts = async (token = server.operator): Promise<number[]> => {
    const all: number[] = [];
    for (const filter of FILTERS) {
      const { bankTransactions } = await server.must<any>(
        'query ($f: BankTransactionFilter) { bankTransactions(filter: $f, first: 200) { totalCount nodes { id } } }',
        { f: filter },
        token,
      );
      expect(bankTransactions.totalCount, JSON.stringify(filter)).toBe(
        bankTransactions.nodes.length,
      );
      all.push(bankTransactions.totalCount);
    }
    return all;
  };

  it('is kept through all that is done with them, and the books agree', async () => {
    expect(await counts()).toEqual([3, 3, 0, 0, 3, 0, 0, 0, 0, 0]);
    const file = await read(
      server,
      camtOf(
        [
          { amount: '4.00', text: 'fourth', reference: 'R4' },
          { amount: '5.00', text: 'fifth', reference: 'R5' },
          { amount: '-6.00', text: 'gone', reference: 'R6' },
        ],
        { number: '113' },
      ),
    );
    expect(await counts()).toEqual([6, 5, 1, 0, 5, 0, 0, 1, 0, 0]);
    const [{ id }] = (await entriesOf(server, file.id)).filter(({ text }) => text === 'fourth');
    await server.must(
      'mutation ($id: ID!) { ignoreBankTransaction(id: $id, reason: "ours") { id } }',
      { id },
    );
    expect(await counts()).toEqual([6, 4, 2, 0, 4, 0, 1, 1, 1, 0]);
    expect(await counts(north.token)).toEqual(FILTERS.map(() => 0));
    const good = async () => {
      const { books } = await server.must<any>('{ books { name offending } }');
      expect(books.filter(({ offending }: any) => offending.length)).toEqual([]);
    };
    await good();
    await server.must('mutation ($id: ID!) { undoBankFile(id: $id, reason: "twice") { id } }', {
      id: file.id,
    });
    expect(await counts()).toEqual([3, 3, 0, 0, 3, 0, 0, 0, 0, 0]);
    await good();
  });
});

it('whoever has the queue open is told when entries move, and nobody of another branch', async () => {
  const open = async (token: string) => {
    const socket = await new Socket(server.url).init({ authorization: `Bearer ${token}` });
    socket.subscribe('bank', 'subscription { bankChanged }');
    await socket.first('bank');
    return socket;
  };
  const [own, other] = [await open(server.operator), await open(north.token)];
  const heard = (socket: Socket) => socket.messages.filter(({ type }) => type === 'next').length;
  const { bankTransactions } = await server.must<any>(
    'query { bankTransactions(filter: { waiting: true }, first: 1) { nodes { id } } }',
  );
  await server.must(
    'mutation ($id: ID!) { ignoreBankTransaction(id: $id, reason: "ours") { id } }',
    { id: bankTransactions.nodes[0].id },
  );
  await own.until(() => heard(own) > 1);
  expect([heard(own), heard(other)]).toEqual([2, 1]);
  for (const socket of [own, other]) socket.end();
});
