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
  /** By their numbers in the old system, which several partners may use each for themselves. */
  customers: Map<string, KnownCustomer[]>;
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

/** The customer of a partner with a number. */
export function customerOf(frame: Frame, externalId: string, partnerId: string): KnownCustomer | undefined {
  return frame.customers.get(externalId)?.find((customer) => customer.partnerId === partnerId);
}

export function addCustomer(frame: Frame, customer: KnownCustomer): void {
  frame.customers.set(customer.externalId, [...frame.customers.get(customer.externalId) ?? [], customer]);
}

/**
 * The one customer that a row means by a number, and by its partner where the row names one; `fault` says by column why there
 * is none: an unknown number or partner, or a number of several partners' customers without saying whose.
 */
export function customerMeant(frame: Frame, row: { customer: string; partner: number | null }, fault: (column: string, reason: string) => void): KnownCustomer | undefined {
  const partner = row.partner === null ? null : frame.partners.get(row.partner);
  if (partner === undefined) { fault('partner', whyMissing(frame, 'partners.csv', 'partner', row.partner!)); return undefined; }
  const all = frame.customers.get(row.customer) ?? [];
  const meant = partner ? all.filter((customer) => customer.partnerId === partner.id) : all;
  if (meant.length > 1) fault('customer', `${row.customer} is the number of ${meant.length} customers: say whose in a column "partner"`);
  else if (!meant.length) fault('customer', whyMissing(frame, 'customers.csv', 'customer', row.customer));
  return meant.length === 1 ? meant[0] : undefined;
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
