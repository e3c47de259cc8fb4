import 'reflect-metadata';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSEQUENCES } from '../../server/src/app/consequences.ts';
import { readFile } from '../../server/src/modules/bank/read.task.ts';
import { createBoundary, type Boundary } from '../../server/src/tenancy/boundary.ts';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { camtOf, fileRead, IBAN, sendFile } from '../support/bank.ts';
import { countStatements, type Counter } from '../support/statements.ts';
import { makeTree } from '../support/tenants.ts';

let server: TestServer;
let counter: Counter;
let counted: Boundary;
let operatorId: string;
beforeAll(async () => {
  const database = await freshDatabase();
  // nobody reads files but this test
  server = await startTestServer({
    DATABASE_URL: database,
    BUSINESS_DATE: '2026-06-20',
    WORKER: 'none',
  });
  ({ operatorId } = await makeTree(server));
  counter = await countStatements(database);
  counted = createBoundary(counter.through(database), {
    publicUrl: () => 'https://isp.example',
    today: server.app.clock.today,
    consequences: CONSEQUENCES,
  });
  await server.must('mutation ($i: BankAccountInput!) { createBankAccount(input: $i) { id } }', {
    i: { partnerId: operatorId, name: 'Main', iban: IBAN, currency: 'EUR' },
  });
});
afterAll(async () => {
  await counted.close();
  await counter.close();
  await server.stop();
});

/** The statements in which a file of so many entries is read and paired. */
async function statements(entries: number): Promise<number> {
  const movements = Array.from({ length: entries }, (_, i) => ({
    amount: `${i + 1}.00`,
    text: `Invoice 2026060${10_000 + i} of C${100_000 + i}`,
    name: `Payer ${i}`,
    reference: `${entries} ${i}`,
  }));
  const { id } = await sendFile(server, camtOf(movements, { number: String(entries) }));
  const app = { ...server.app, boundary: counted };
  const { signal } = new AbortController();
  const count = await counter.during(() =>
    readFile(app, { partnerId: operatorId, fileId: id }, signal),
  );
  expect(await fileRead(server, id)).toMatchObject({ status: 'DONE', entriesNew: entries });
  return count;
}

it('a thousand entries more are read and paired in a number of statements that does not depend on them', async () => {
  // the pieces of a longer file are counted, in which it tells how far it is
  const few = await statements(1000);
  expect(few).toBeGreaterThan(10);
  expect((await statements(2000)) - few).toBeLessThan(100);
});
