import { countOf } from '@backhaul/domain/text/plural';
import { v7 as uuid } from 'uuid';
import { currencyDigits, parseMinor } from '@backhaul/domain/money/money';
import { addCustomer, customerOf, whyMissing, type Frame, type PartnerPlace } from './frame.ts';
import { fieldReader } from './customFields.import.ts';
import { customersThere, loginHolders } from './known.store.ts';
import { writeCustomers, type NewCustomer } from './newCustomers.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { CustomerRow } from './rows.ts';
import type { TableRecord } from './table.ts';
import { got } from '../../platform/must.ts';

type Row = ParsedRow<CustomerRow>;
/**
 * Adds the customers of a file with their own billing settings and opening balances. Refuses
 * unknown partners, numbers and logins given twice or taken, and balances with more digits than the
 * currency has. Returns how many were there already.
 */
export async function importCustomers(
  frame: Frame,
  rows: readonly Row[],
): Promise<{ skipped: number; write(): Promise<void> }> {
  await learnCustomers(
    frame,
    good(rows).map(({ value }) => ({ externalId: value.customer, number: value.number })),
  );
  const takenLogins = await loginHolders(
    frame.sql,
    good(rows).flatMap((row) => row.value.login?.toLowerCase() ?? []),
  );
  const reader = await fieldReader(frame, 'CUSTOMER');
  const lines = new Map<string, number>();
  const loginLines = new Map<string, number>();
  const create: NewCustomer[] = [];
  let skipped = 0;
  for (const row of good(rows)) {
    const { record, value } = row;
    const key = keyOf(value);
    if (key === null && !frame.onScreen) {
      refuse(record, 'customer', 'is missing');
      continue;
    }
    const first = key === null ? undefined : lines.get(key);
    if (first !== undefined)
      refuse(
        record,
        'customer',
        `${value.customer ?? value.number} is given already on line ${first}`,
      );
    else if (key !== null) lines.set(key, record.line);
    const login = value.login?.toLowerCase();
    const holder = login === undefined ? undefined : takenLogins.get(login);
    if (holder !== undefined && holder !== key)
      refuse(record, 'login', `${value.login} is the login of another customer already`);
    if (login !== undefined && loginLines.has(login))
      refuse(record, 'login', `${value.login} is given already on line ${loginLines.get(login)}`);
    const partner = frame.partners.get(value.partner);
    if (!partner)
      refuse(record, 'partner', whyMissing(frame, 'partners.csv', 'partner', value.partner));
    const balance = partner
      ? balanceOf(value, partner, (reason) => refuse(record, 'balance', reason))
      : null;
    checkSince(record, value);
    if (record.faults.length || !partner || balance === null) continue;
    if (login !== undefined) loginLines.set(login, record.line);
    const numbered = value.number === null ? undefined : frame.numbers.get(value.number);
    const there =
      value.customer === null ? numbered : customerOf(frame, value.customer, partner.id);
    if (there?.partnerId === partner.id) {
      record.there = there.id;
      skipped += 1;
      continue;
    }
    if (numbered) {
      refuse(record, 'number', `${value.number} is the number of another customer already`);
      continue;
    }
    const fields = reader.read(row, partner.path);
    if (record.faults.length) continue;
    const made: NewCustomer = { id: uuid(), row: value, partner, balance, record, fields };
    record.made = made.id;
    create.push(made);
    addCustomer(frame, {
      id: made.id,
      externalId: value.customer,
      number: value.number,
      partnerId: partner.id,
      partnerPath: partner.path,
      currency: partner.currency,
      isNew: true,
      inactive: value.status === 'INACTIVE',
      inactiveSince: value.inactive_since,
    });
  }
  await reader.compare(
    create.map(({ record, partner, fields }) => ({ record, path: partner.path, fields })),
  );
  const kept = create.filter(({ record }) => !record.faults.length);
  const rejected = new Set(create.filter(({ record }) => record.faults.length).map(({ id }) => id));
  for (const { id, row } of create) if (rejected.has(id)) forget(frame, id, row);
  return { skipped, write: () => writeCustomers(frame, reader, kept) };
}

/** What tells a customer apart: its number in the old system, or its own; null for one without. */
function keyOf({ customer, number, partner }: CustomerRow): string | null {
  if (customer !== null) return `${partner} ${customer}`;
  return number === null ? null : `#${number}`;
}

function forget(frame: Frame, id: string, row: CustomerRow): void {
  if (row.customer !== null)
    frame.customers.set(
      row.customer,
      got(frame.customers, row.customer).filter((customer) => customer.id !== id),
    );
  if (row.number !== null) frame.numbers.delete(row.number);
}

/** Customers with these numbers that are there already, whosever they are. */
export async function learnCustomers(
  frame: Frame,
  wanted: readonly { externalId: string | null; number: number | null }[],
): Promise<void> {
  const externalIds = new Set(
    wanted.flatMap(({ externalId }) =>
      externalId === null || frame.customers.has(externalId) ? [] : [externalId],
    ),
  );
  const numbers = new Set(
    wanted.flatMap(({ number }) =>
      number === null || frame.numbers.has(number) ? [] : [String(number)],
    ),
  );
  const known = new Set<string>();
  for (const row of await customersThere(frame.sql, [...externalIds], [...numbers])) {
    if (known.has(row.id) || frame.numbers.get(row.number)?.id === row.id) continue;
    known.add(row.id);
    addCustomer(frame, { ...row, isNew: false, inactive: false, inactiveSince: null });
  }
}

/** Since when a status is there is said of those who have it; blocked is whom the rules made inactive, too. */
function checkSince(record: TableRecord, row: CustomerRow): void {
  const { status, blocked_since: blocked, inactive_since: inactive } = row;
  if (blocked !== null && status !== 'BLOCKED' && status !== 'INACTIVE')
    refuse(record, 'blocked_since', `is given for a customer that is ${status}`);
  if (inactive !== null && status !== 'INACTIVE')
    refuse(record, 'inactive_since', `is given for a customer that is ${status}`);
  if (blocked !== null && inactive !== null && inactive < blocked)
    refuse(record, 'inactive_since', `lies before blocked_since ${blocked}`);
}

function balanceOf(
  row: CustomerRow,
  partner: PartnerPlace,
  fault: (reason: string) => void,
): bigint | null {
  const digits = currencyDigits(partner.currency);
  try {
    return row.balance === null ? 0n : parseMinor(row.balance, digits);
  } catch {
    fault(
      `"${row.balance}" has more than the ${countOf(digits, 'decimal')} of ${partner.currency}`,
    );
    return null;
  }
}
