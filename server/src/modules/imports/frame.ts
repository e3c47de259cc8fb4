import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { Clock } from '../../platform/clock.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Table } from './table.ts';

export interface PartnerPlace {
  id: string;
  number: number;
  path: string;
  name: string;
  currency: string;
  timeZone: string;
  clock: PartnerClock;
}
export interface KnownTariff {
  id: string;
  code: string;
  kind: string;
  name: string;
  currency: string;
  price: string;
  ownerId: string;
  partnerIds: Set<string>;
}
export interface KnownCustomer {
  id: string;
  externalId: string | null;
  number: number | null;
  partnerId: string;
  partnerPath: string;
  currency: string;
  isNew: boolean;
  inactive: boolean;
  /** null where its file does not say. */
  inactiveSince: string | null;
}

/** What the files of one call share: everything known so far, from the database and from the files before. */
export interface Frame {
  sql: ScopedSql;
  /** Whose file it is: the operator, or the partner that imports for itself and those below. */
  operator: PartnerPlace;
  partners: Map<number, PartnerPlace>;
  /** By their codes, which several owners may use each for themselves. */
  tariffs: Map<string, KnownTariff[]>;
  /** By their numbers in the old system, which several partners may use each for themselves. */
  customers: Map<string, KnownCustomer[]>;
  /** New ones by their ids. */
  made: Map<string, KnownCustomer>;
  /** By their own numbers. */
  numbers: Map<number, KnownCustomer>;
  /** Why a key of a file before is not there, for the rows that need it. */
  rejected: Map<string, string>;
  /** Its rows were mapped: customers may come without any number, and the operator itself stays as it is. */
  onScreen: boolean;
  today: Clock['today'];
  progress(file: string, done: number, total: number): void;
}

/** Remembers which keys of a file are rejected, so that the rows that need them can say so. */
export function rememberRejected(frame: Frame, table: Table, column: string): void {
  const place = table.header.indexOf(column);
  for (const record of table.records) {
    const key = record.cells[place]?.trim();
    if (record.faults.length && key)
      frame.rejected.set(`${table.file} ${key}`, `${table.file}:${record.line}`);
  }
}

/** Why a key that is needed is not there. */
export function whyMissing(frame: Frame, file: string, what: string, key: string | number): string {
  const where = frame.rejected.get(`${file} ${key}`);
  return where ? `${what} ${key} is rejected itself (${where})` : `there is no ${what} ${key}`;
}

/** The customer of a partner with a number. */
export function customerOf(
  frame: Frame,
  externalId: string,
  partnerId: string,
): KnownCustomer | undefined {
  return frame.customers.get(externalId)?.find((customer) => customer.partnerId === partnerId);
}

export function addCustomer(frame: Frame, customer: KnownCustomer): void {
  if (customer.externalId !== null)
    frame.customers.set(customer.externalId, [
      ...(frame.customers.get(customer.externalId) ?? []),
      customer,
    ]);
  if (customer.number !== null) frame.numbers.set(customer.number, customer);
  if (customer.isNew) frame.made.set(customer.id, customer);
}

/**
 * The one customer that a row means by a number (its own where it has no other), and by its partner
 * where the row names one; `fault` says by column why there is none: an unknown number or partner,
 * or a number of several partners' customers without saying whose.
 */
export function customerMeant(
  frame: Frame,
  row: { customer: string | null; customer_number: number | null; partner: number | null },
  fault: (column: string, reason: string) => void,
): KnownCustomer | undefined {
  const partner = row.partner === null ? null : frame.partners.get(row.partner);
  if (partner === undefined) {
    fault('partner', whyMissing(frame, 'partners.csv', 'partner', row.partner!));
    return undefined;
  }
  if (row.customer === null) {
    const own = row.customer_number === null ? undefined : frame.numbers.get(row.customer_number);
    if (!own)
      fault(
        'customer',
        row.customer_number === null
          ? 'is missing'
          : `there is no customer with the own number ${row.customer_number}`,
      );
    return own;
  }
  const all = frame.customers.get(row.customer) ?? [];
  const meant = partner ? all.filter((customer) => customer.partnerId === partner.id) : all;
  if (meant.length > 1)
    fault(
      'customer',
      `${row.customer} is the number of ${meant.length} customers: say whose in a column "partner"`,
    );
  else if (!meant.length)
    fault('customer', whyMissing(frame, 'customers.csv', 'customer', row.customer));
  return meant.length === 1 ? meant[0] : undefined;
}

/**
 * The one tariff that a row means by a code, and by its owner where the row names one; of several,
 * the one that the customer's partner offers.
 */
export function tariffMeant(
  frame: Frame,
  row: { tariff: string; tariff_owner: number | null },
  customer: KnownCustomer | undefined,
  fault: (column: string, reason: string) => void,
): KnownTariff | undefined {
  const owner = row.tariff_owner === null ? null : (frame.partners.get(row.tariff_owner)?.id ?? '');
  const all = (frame.tariffs.get(row.tariff) ?? []).filter(
    (tariff) => owner === null || tariff.ownerId === owner,
  );
  const meant =
    all.length > 1 && customer
      ? all.filter((tariff) => tariff.partnerIds.has(customer.partnerId))
      : all;
  if (meant.length > 1)
    fault(
      'tariff',
      `${row.tariff} is the code of ${meant.length} tariffs: say whose in a column "tariff_owner"`,
    );
  else if (!meant.length && !all.length)
    fault('tariff', whyMissing(frame, 'tariffs.csv', 'tariff', row.tariff));
  return meant.length === 1 ? meant[0] : meant.length ? undefined : all[0];
}
