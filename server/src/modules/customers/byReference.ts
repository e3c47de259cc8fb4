import { customerReference } from '@backhaul/domain/bank/customerReference';
import { numberKey } from '@backhaul/domain/bank/references';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadPayments } from '../settings/index.ts';
import { customersNumbered } from './customers.store.ts';

/** Longer ones are not made by any format. */
const LONGEST = 50;

/**
 * The customers that are named by a text as references are printed ("C000246"), whatever stands between its letters and
 * digits: each by the format of its partner. A number without more is no reference.
 */
export async function customersByReference(sql: ScopedSql, text: string): Promise<string[]> {
  const typed = text.trim();
  if (typed.length > LONGEST || /^\d*$/.test(typed)) return [];
  const numbers = [...typed.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const found = await customersNumbered(
    sql,
    numbers.filter((number) => number > 0 && number <= 2 ** 31 - 1),
  );
  if (!found.length) return [];
  const settings = await loadPayments(sql, [...new Set(found.map(({ partnerId }) => partnerId))]);
  return found
    .filter(({ number, partnerId }) => {
      const { customerReferenceFormat: format } = got(settings, partnerId);
      return numberKey(customerReference(format, number)) === numberKey(typed);
    })
    .map(({ id }) => id);
}
