import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { killProgram, startServerProcess, stopProgram } from '../support/process.ts';

const ROWS = 6000;
const KILLS = 5;
/** A kill falls anywhere into what follows the moment that work began. */
const WITHIN_MS = 300;

it('an import on screen writes each row exactly once, whenever the server is killed', async () => {
  const { url, owner } = await manyCustomers(10);
  let server = await startServerProcess(url);
  const job = async () =>
    (
      await owner.query<{ id: string; status: string; settled: number; fingerprint: string }>(
        'select id, status, settled, fingerprint from import_job',
      )
    ).rows[0];
  /** Kills it a moment after so many rows were settled, and starts it again. */
  async function killedAfter(n: number): Promise<void> {
    for (let now = await job(); now.settled < n; now = await job()) {
      expect(now.status).not.toBe('FAILED');
      await pause(5);
    }
    await pause(Math.random() * WITHIN_MS);
    await killProgram(server);
    server = await startServerProcess(url);
  }
  async function reached(status: string): Promise<void> {
    for (let now = await job(); now.status !== status; now = await job()) {
      expect(now.status).not.toBe('FAILED');
      await pause(20);
    }
  }
  const token = await operatorToken(server);
  const ask = async (query: string, variables: object): Promise<any> => {
    const { data, errors } = await server.ask(query, variables, token);
    expect(errors).toBeUndefined();
    return data;
  };
  const lines = Array.from({ length: ROWS }, (_, n) => `M${n},Moved ${n},moved${n},-1.50`);
  const form = new FormData();
  form.append('file', new Blob([`externalId,name,login,balance\n${lines.join('\n')}\n`]), 'a.csv');
  const sent = await fetch(`${server.url}/files?purpose=import`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
  const { id: fileId } = (await sent.json()) as { id: string };
  const { createImport } = await ask(
    'mutation ($f: ID!) { createImport(kind: CUSTOMER, fileId: $f) { id columns { index target } } }',
    { f: fileId },
  );
  const { id, columns } = createImport;
  await ask(
    'mutation ($id: ID!, $i: ImportMappingInput!) { setImportMapping(id: $id, input: $i) { id } }',
    { id, i: { columns } },
  );
  await ask('mutation ($id: ID!) { checkImport(id: $id) { id } }', { id });
  await killedAfter(0);
  await killedAfter(ROWS / 2);
  await reached('CHECKED');
  const { fingerprint } = await job();
  await ask('mutation ($id: ID!, $f: String!) { runImport(id: $id, fingerprint: $f) { id } }', {
    id,
    f: fingerprint,
  });
  for (let n = 0; n < KILLS; n += 1) await killedAfter(Math.floor((n * ROWS) / (KILLS + 1)));
  await reached('DONE');
  const { rows } = await owner.query(
    `select count(*)::int customers, count(distinct external_id)::int numbers, sum(balance_minor)::int balance,
      (select count(*)::int from ledger_transaction where description = 'Opening balance' and amount_minor = 150) entries,
      (select count(*)::int from import_row where state = 'CREATED') written
    from customer where external_id like 'M%'`,
  );
  expect(rows).toEqual([
    { customers: ROWS, numbers: ROWS, balance: -150 * ROWS, entries: ROWS, written: ROWS },
  ]);
  // and takes each back exactly once
  await ask('mutation ($id: ID!) { undoImport(id: $id) { id } }', { id });
  for (let n = 0; n < KILLS; n += 1) await killedAfter(Math.floor((n * ROWS) / (KILLS + 1)));
  await reached('UNDONE');
  const back = await owner.query(
    `select count(*)::int customers, count(external_id)::int numbers, sum(balance_minor)::int balance,
      (select count(*)::int from ledger_transaction where description = 'Reversed: Opening balance') reversed
    from customer where name like 'Moved %'`,
  );
  expect(back.rows).toEqual([{ customers: ROWS, numbers: 0, balance: 0, reversed: ROWS }]);
  expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 300_000);
