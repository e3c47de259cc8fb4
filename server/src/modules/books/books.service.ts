import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { App } from '../../kit/app.ts';
import type { Scope } from '../../tenancy/scope.ts';
import type { Amiss } from './amiss.ts';
import { INVARIANTS, lookAt } from './books.store.ts';

/** A record for which something does not hold, in words. */
export interface AmissRecord {
  kind: Amiss['kind'];
  id: string;
  name: string;
  problem: string;
}

/** Whether something that must always hold does, and where not. */
export interface Invariant {
  name: string;
  holds: boolean;
  checked: number;
  records: AmissRecord[];
}

/** More would be read by nobody: the cause is the same. */
const MOST = 100;

/**
 * Checks all books of a place in the tree and below it, as they are now; one after the other, each in a transaction of
 * its own, so that nobody waits long for what another holds.
 */
export async function checkBooks(app: App, scope: Scope, path: string): Promise<Invariant[]> {
  const found: Invariant[] = [];
  for (const [name, invariant] of Object.entries(INVARIANTS)) {
    const { checked, amiss } = await app.boundary.inSql(scope, (sql) =>
      lookAt(sql, invariant, path, MOST),
    );
    const records = amiss.map((each) => ({
      kind: each.kind,
      id: each.id,
      name: each.name,
      problem: problemOf(each),
    }));
    found.push({ name, holds: records.length === 0, checked: Number(checked), records });
  }
  return found;
}

function problemOf({ what, found, expected, currency }: Amiss): string {
  return `${what} ${said(found, currency)}, not ${said(expected, currency)}`;
}

/** Kept figures of recurring revenue have more digits than any currency. */
function said(value: string, currency: string | null): string {
  if (currency === null || !/^-?\d+$/.test(value)) return value;
  return `${formatMinor(BigInt(value), currencyDigits(currency))} ${currency}`;
}

const KINDS: Readonly<Record<Amiss['kind'], string>> = {
  CUSTOMER: 'Customer',
  INVOICE: 'Invoice',
  CREDIT_NOTE: 'Credit note',
  PROFORMA: 'Proforma invoice',
  PAYMENT: 'Payment',
  SERVICE: 'Service',
  BILLING_RUN: 'Billing run',
  PARTNER: 'Partner',
};

/** "Invoice 202604000007: its lines come to 90.00 EUR, not 100.00 EUR". */
export function sayAmiss({ kind, name, problem }: AmissRecord): string {
  return `${KINDS[kind]} ${name}: ${problem}`;
}
