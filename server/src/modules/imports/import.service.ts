import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { App } from '../../kit/app.ts';
import { must } from '../../platform/must.ts';
import { allow } from '../../platform/planner.ts';
import { announce } from '../../platform/signals.ts';
import { StartupError } from '../../platform/startupError.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { importCustomers } from './customers.import.ts';
import { rememberRejected, type Frame, type KnownTariff } from './frame.ts';
import { importItems } from './items.import.ts';
import { lockImports, partnersThere, tariffsThere } from './known.store.ts';
import { parseRows, type ParsedRow } from './parseRows.ts';
import { importPartners } from './partners.import.ts';
import { writeRejected } from './rejected.ts';
import {
  customerRow,
  itemRow,
  OPTIONAL_COLUMNS,
  partnerRow,
  serviceRow,
  tariffRow,
} from './rows.ts';
import { importServices } from './services.import.ts';
import { FIELD_PREFIX, readTable, type Table } from './table.ts';
import { importTariffs } from './tariffs.import.ts';

export interface ImportOptions {
  folder: string;
  skipBadRows: boolean;
  progress(text: string): void;
}

export interface FileResult {
  file: string;
  read: number;
  imported: number;
  skipped: number;
  rejected: number;
}
export interface Fault {
  file: string;
  line: number;
  column: string;
  reason: string;
}
/** refused: nothing was written, because of the faults. warnings: of rows that are imported all the same. */
export interface ImportResult {
  refused: boolean;
  files: FileResult[];
  faults: Fault[];
  warnings: Fault[];
}

interface Kind<T extends object> {
  file: string;
  key: string;
  row: z.ZodType<T> & { shape: Record<string, unknown> };
  plan(frame: Frame, rows: readonly ParsedRow<T>[]): Promise<Planned>;
}
export interface Planned {
  skipped: number;
  write(): Promise<void>;
}

function kind<T extends object>(
  file: string,
  key: string,
  row: Kind<T>['row'],
  plan: Kind<T>['plan'],
) {
  const columns = Object.keys(row.shape);
  return {
    file,
    key,
    columns,
    plan: (frame: Frame, table: Table) => plan(frame, parseRows(table, row, columns)),
  };
}

/** In the order in which each needs those before it. */
export const KINDS = [
  kind('partners.csv', 'number', partnerRow, importPartners),
  kind('tariffs.csv', 'code', tariffRow, importTariffs),
  kind('customers.csv', 'customer', customerRow, importCustomers),
  kind('services.csv', 'customer', serviceRow, importServices),
  kind('items.csv', 'customer', itemRow, importItems),
];

class Refused extends Error {}

/**
 * Imports what was read of a folder, all of it or nothing: one transaction. Rows that are there
 * already are skipped, so that a second call changes nothing. With skipBadRows the good rows go in
 * and the bad ones are set aside beside their file.
 */
export async function runImport(
  app: App,
  scope: Scope,
  tables: readonly Table[],
  options: ImportOptions,
): Promise<ImportResult> {
  const results: FileResult[] = [];
  try {
    await app.boundary.inSql(scope, async (sql) => {
      await lockImports(sql);
      // the tables grow within this transaction and their statistics do not: loops planned for empty tables would never end
      await allow(sql, ['nestloop'], false);
      const frame = await frameOf(app, sql, options);
      const planned: Planned[] = [];
      for (const [i, table] of tables.entries()) {
        const { key, plan } = KINDS.find((each) => each.file === table.file)!;
        options.progress(`${table.file}: checking ${table.records.length} rows`);
        planned[i] = await plan(frame, table);
        rememberRejected(frame, table, key);
        results.push(resultOf(table, planned[i].skipped));
      }
      if (!options.skipBadRows && results.some((result) => result.rejected)) throw new Refused();
      for (const each of planned) await each.write();
      await finish(sql, frame, results);
      if (options.skipBadRows)
        for (const table of tables) await writeRejected(options.folder, table);
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      refused: true,
      files: results.map((result) => ({ ...result, imported: 0 })),
      faults: saidOf(tables, 'faults'),
      warnings: saidOf(tables, 'warnings'),
    };
  }
  return {
    refused: false,
    files: results,
    faults: saidOf(tables, 'faults'),
    warnings: saidOf(tables, 'warnings'),
  };
}

/** The files of a folder. Throws StartupError, in words, for a folder or a file that cannot be used at all. */
export async function readFolder(options: ImportOptions): Promise<Table[]> {
  const { folder } = options;
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new StartupError(`There is no folder ${folder}.`);
  const found = KINDS.filter(({ file }) => existsSync(path.join(folder, file)));
  if (!found.length)
    throw new StartupError(`${folder} holds none of ${KINDS.map(({ file }) => file).join(', ')}.`);
  const tables: Table[] = [];
  for (const { file, columns } of found) {
    const table = await readTable(folder, file, columns, OPTIONAL_COLUMNS[file] ?? []);
    const unknown = table.header.filter(
      (name) => !columns.includes(name) && !name.startsWith(FIELD_PREFIX),
    );
    if (unknown.length)
      options.progress(
        `${file}: left aside are the columns that are not known: ${unknown.join(', ')}`,
      );
    tables.push(table);
  }
  return tables;
}

/** What is known before the first file; ofPartner: whose file it is, where it is mapped on screen. */
export async function frameOf(
  app: App,
  sql: ScopedSql,
  options: Pick<ImportOptions, 'progress'>,
  ofPartner?: string,
): Promise<Frame> {
  const partners = await partnersThere(sql, ofPartner);
  const operator = must(
    partners.find(({ id, number }) => (ofPartner === undefined ? number === 1 : id === ofPartner)),
  );
  const tariffs = new Map<string, KnownTariff[]>();
  for (const tariff of await tariffsThere(sql))
    tariffs.set(tariff.code, [...(tariffs.get(tariff.code) ?? []), tariff]);
  return {
    sql,
    operator,
    onScreen: ofPartner !== undefined,
    customers: new Map(),
    made: new Map(),
    numbers: new Map(),
    rejected: new Map(),
    tariffs,
    partners: new Map(partners.map((partner) => [partner.number, partner])),
    today: app.clock.today,
    progress: (file, done, total) => {
      if (total > 1000) options.progress(`${file}: ${done} of ${total}`);
    },
  };
}

function resultOf(table: Table, skipped: number): FileResult {
  const rejected = table.records.filter((record) => record.faults.length).length;
  return {
    file: table.file,
    read: table.records.length,
    imported: table.records.length - rejected - skipped,
    skipped,
    rejected,
  };
}

function saidOf(tables: readonly Table[], what: 'faults' | 'warnings'): Fault[] {
  return tables.flatMap((table) =>
    table.records.flatMap((record) =>
      record[what].map((said) => ({ file: table.file, line: record.line, ...said })),
    ),
  );
}

async function finish(sql: ScopedSql, frame: Frame, results: readonly FileResult[]): Promise<void> {
  if (!results.some((result) => result.imported)) return;
  await audit(sql, {
    action: 'import',
    entity: 'installation',
    after: results,
    partner: frame.operator,
  });
  for (const partner of frame.partners.values())
    await announce(sql, { topic: 'finance', path: partner.path });
}
