// npm run bench -- bank: a CAMT.053 file of many entries, read and paired with the customers of a large installation; how
// many entries a second, and the server's memory. A third names an open invoice, a third comes from a name, a third tells nothing.
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { withClient } from './database.ts';
import { filledDatabase, TODAY } from './million.ts';
import { startBenchServer } from './server.ts';

const IBAN = 'DE12500105170648489890';
const LOOK_MS = 250;
const PATIENCE_MS = 30 * 60_000;

/** One row: seconds until all is read and paired, and what the server took of memory meanwhile. */
export async function bankBench(
  postgres: Postgres,
  entries: number,
): Promise<Record<string, string | number>[]> {
  const url = await filledDatabase(postgres, 'bench_bank', {
    partners: 20,
    customers: 20_000,
    invoices: 100_000,
  });
  const known = await withClient(url, async (client) => {
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ number: string; name: string; due: string }>(
      `select i.number, c.name, (i.due_minor / 100.0)::numeric(14, 2)::text due
      from invoice i
      join customer c on c.id = i.customer_id
      order by i.due_minor > 0 desc, i.id
      limit 20000`,
    );
    return rows;
  });
  const server = await startBenchServer(url, TODAY);
  try {
    const { viewer } = await server.ask('{ viewer { partner { id } } }');
    await server.ask('mutation ($i: BankAccountInput!) { createBankAccount(input: $i) { id } }', {
      i: { partnerId: viewer.partner.id, name: 'Main', iban: IBAN, currency: 'EUR' },
    });
    const file = camtOf(entries, known);
    const before = server.memoryMb().now;
    server.forgetPeak();
    const started = performance.now();
    const { id } = await server.send('/bank-files', file);
    const sent = performance.now();
    const done = await finished(server, id);
    const seconds = (performance.now() - started) / 1000;
    return [
      {
        entries,
        'file MB': Math.round(file.size / 1024 / 1024),
        status: done.status,
        new: done.entriesNew,
        'sent s': ((sent - started) / 1000).toFixed(1),
        'read s': ((done.read - started) / 1000).toFixed(1),
        'paired s': seconds.toFixed(1),
        'entries/s': Math.round(entries / seconds),
        'server MB before': before,
        'server MB at most': server.memoryMb().most,
      },
    ];
  } finally {
    await server.stop();
  }
}

async function finished(
  server: Awaited<ReturnType<typeof startBenchServer>>,
  id: string,
): Promise<{ status: string; entriesNew: number; read: number }> {
  const end = performance.now() + PATIENCE_MS;
  for (let read = 0; performance.now() < end;) {
    const { bankFile } = await server.ask(
      'query ($id: ID!) { bankFile(id: $id) { status entriesNew } }',
      { id },
    );
    if (!read && bankFile.entriesNew) read = performance.now();
    if (bankFile.status !== 'READING') return { ...bankFile, read };
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
  throw new Error('the file was not read in time');
}

function camtOf(
  entries: number,
  known: readonly { number: string; name: string; due: string }[],
): Blob {
  const parts: string[] = [
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">` +
      `<BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
  ];
  for (let i = 0; i < entries; i++) {
    const { number, name, due } = known[i % known.length];
    const text = i % 3 ? `Internet ${i}` : `Invoice ${number} thank you`;
    const who = i % 3 === 1 ? name : `Payer ${i}`;
    parts.push(
      `<Ntry><Amt Ccy="EUR">${Number(due) > 0 ? due : '19.90'}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
        `<BookgDt><Dt>2026-04-${String((i % 19) + 1).padStart(2, '0')}</Dt></BookgDt><AcctSvcrRef>B${i}</AcctSvcrRef>` +
        `<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Nm>${who}</Nm></Dbtr></RltdPties>` +
        `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
    );
  }
  parts.push('</Stmt></BkToCstmrStmt></Document>');
  return new Blob(parts);
}
