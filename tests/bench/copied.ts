import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { withClient } from './database.ts';

/** What a run writes, in an order that every foreign key is content with, and which rows of it are one run's. */
const TABLES: Record<string, string> = {
  billing_run: 'id = $run',
  template_version: 'id in (select template_version_id from invoice where run_id = $run)',
  company_version: 'id in (select company_version_id from invoice where run_id = $run)',
  invoice: 'run_id = $run',
  invoice_line: 'invoice_id in (select id from invoice where run_id = $run)',
  charge: 'run_id = $run',
  ledger_transaction: 'charge_id in (select id from charge where run_id = $run)',
  message: 'invoice_id in (select id from invoice where run_id = $run)',
  billing_run_partner: 'run_id = $run',
  billing_run_entry: 'run_id = $run',
};
/** Written once and used by the runs that follow. */
const SHARED = ['template_version', 'company_version'];

/** The rows of a run as files; remove() takes them away. */
export interface RunRows {
  folder: string;
  bytes: number;
  remove(): void;
}

/** Writes the rows of a run into files, a table each. */
export async function rowsOfRun(url: string, run: string): Promise<RunRows> {
  const folder = mkdtempSync(path.join(tmpdir(), 'backhaul-copy-'));
  await withClient(url, async (client) => {
    for (const [table, which] of Object.entries(TABLES))
      await pipeline(
        client.query(
          copyTo(
            `copy (select ${await plainColumns(client, table)} from ${table}
              where ${which.replaceAll('$run', `'${run}'`)}) to stdout`,
          ),
        ),
        createWriteStream(path.join(folder, table)),
      );
  });
  return {
    folder,
    bytes: readdirSync(folder).reduce(
      (sum, file) => sum + statSync(path.join(folder, file)).size,
      0,
    ),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Seconds that a plain COPY of a run's rows takes, in one transaction. */
export function copySeconds(url: string, rows: RunRows): Promise<number> {
  return withClient(url, async (client) => {
    const columns = new Map<string, string>();
    for (const table of Object.keys(TABLES)) columns.set(table, await plainColumns(client, table));
    const there = await client.query('select 1 from template_version limit 1');
    const started = performance.now();
    await client.query('begin');
    for (const [table, names] of columns)
      if (!there.rowCount || !SHARED.includes(table))
        await pipeline(
          createReadStream(path.join(rows.folder, table)),
          client.query(copyFrom(`copy ${table} (${names}) from stdin`)),
        );
    await client.query('commit');
    return (performance.now() - started) / 1000;
  });
}

/** Generated columns are computed, not copied. */
async function plainColumns(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(column_name) name
    from information_schema.columns
    where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'
    order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.name).join(', ');
}
