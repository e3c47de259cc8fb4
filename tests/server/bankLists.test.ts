import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { camtOf, IBAN, read } from '../support/bank.ts';
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
