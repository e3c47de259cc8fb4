import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Table } from './table.ts';

export interface PartnerPlace { id: string; number: number; path: string; name: string; currency: string; timeZone: string }
export interface KnownTariff { id: string; code: string; name: string; currency: string; partnerIds: Set<string> }
export interface KnownCustomer { id: string; externalId: string; partnerId: string; partnerPath: string; currency: string; isNew: boolean; inactive: boolean }

/** What the files of one call share: everything known so far, from the database and from the files before. */
export interface Frame {
  sql: ScopedSql;
  operator: PartnerPlace;
  partners: Map<number, PartnerPlace>;
  tariffs: Map<string, KnownTariff>;
  customers: Map<string, KnownCustomer>;
  /** Why a key of a file before is not there, for the rows that need it. */
  rejected: Map<string, string>;
  today(timeZone: string): string;
  progress(file: string, done: number, total: number): void;
}

/** Remembers which keys of a file are rejected, so that the rows that need them can say so. */
export function rememberRejected(frame: Frame, table: Table, column: string): void {
  const place = table.header.indexOf(column);
  for (const record of table.records) {
    const key = record.cells[place]?.trim();
    if (record.faults.length && key) frame.rejected.set(`${table.file} ${key}`, `${table.file}:${record.line}`);
  }
}

/** Why a key that is needed is not there. */
export function whyMissing(frame: Frame, file: string, what: string, key: string | number): string {
  const where = frame.rejected.get(`${file} ${key}`);
  return where ? `${what} ${key} is rejected itself (${where})` : `there is no ${what} ${key}`;
}

const CHUNK = 5000;

/** Writes rows in bounded chunks with one statement each; `statement` reads them from $1 as JSON. */
export async function insertRows(frame: Frame, file: string, statement: string, rows: readonly object[], more: readonly unknown[] = []): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK) {
    const chunk = rows.slice(i, i + CHUNK);
    await frame.sql.rows(statement, [JSON.stringify(chunk, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)), ...more]);
    frame.progress(file, Math.min(i + CHUNK, rows.length), rows.length);
  }
}

/** Asks for many keys in bounded chunks. */
export async function selectByKeys<R extends object>(sql: ScopedSql, statement: string, keys: readonly string[]): Promise<R[]> {
  const found: R[] = [];
  for (let i = 0; i < keys.length; i += CHUNK) found.push(...await sql.rows<R>(statement, [keys.slice(i, i + CHUNK)]));
  return found;
}
