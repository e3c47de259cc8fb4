import { idInput, optionalText } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isTest } from '../../tenancy/scope.ts';
import { lockedCustomer } from '../customers/index.ts';
import { belowPath, pathOfPartner } from '../partners/index.ts';
import { alikeTyped, tellApart, type Place, type Typed } from './duplicates.store.ts';
import type { AlikeInput } from './duplicates.types.ts';

/** More than anybody looks at beside a form. */
const ALIKE_MOST = 5;

/** A partner and everything below it. Refuses NOT_FOUND one outside the scope. */
export async function placeOfPartner(sql: ScopedSql, partnerId: string): Promise<Place> {
  const path = await pathOfPartner(sql, partnerId);
  if (path === undefined) throw notFound();
  return belowPath(path);
}

/**
 * Whom somebody at a place is compared with: everybody in the scope, since one may be a customer of
 * another partner already. What is only tested is compared with what is tested beside it.
 */
export function comparedWith(scopePath: string, partnerPath: string): Place {
  return belowPath(isTest(partnerPath) ? partnerPath : scopePath);
}

/**
 * The customers who may be who is typed, likeliest first, 5 at most. Refuses by field texts that no
 * customer can have, and NOT_FOUND a partner outside the scope.
 */
export async function alikeCustomers(
  sql: ScopedSql,
  scopePath: string,
  input: AlikeInput,
): Promise<{ id: string; bits: number }[]> {
  const typed = typedOf(input);
  const partnerId = input.partnerId ? idInput(input.partnerId, 'partnerId') : null;
  const partnerPath = partnerId ? await pathOfPartner(sql, partnerId) : scopePath;
  if (partnerPath === undefined) throw notFound();
  return alikeTyped(sql, comparedWith(scopePath, partnerPath), typed, ALIKE_MOST);
}

const LENGTHS: Readonly<Record<keyof Typed, number>> = {
  name: 200,
  email: 254,
  phone: 40,
  taxNumber: 50,
  vatId: 50,
  street: 200,
  zip: 20,
  city: 100,
};

function typedOf(input: AlikeInput): Typed {
  const said = (Object.keys(LENGTHS) as (keyof Typed)[]).map((field) => [
    field,
    optionalText(input[field], field, LENGTHS[field]) ?? null,
  ]);
  return Object.fromEntries(said) as unknown as Typed;
}

/**
 * Keeps that two customers are not the same, whichever is named first; said again it stays. Refuses
 * NOT_FOUND one outside the scope, and by field the same one twice.
 */
export async function ignoreDuplicate(
  sql: ScopedSql,
  customerId: string,
  otherId: string,
): Promise<void> {
  // locked in one order, so that two who say so at once do not wait for each other
  const [first, second] = [customerId, otherId].sort();
  const one = await lockedCustomer(sql, first);
  const other = await lockedCustomer(sql, second);
  if (one.id === other.id) throw badInput({ otherId: 'must be another customer' });
  if (!(await tellApart(sql, one, other))) return;
  const said = customerId === one.id ? one : other;
  await audit(sql, {
    action: 'tell-apart',
    entity: 'customer',
    entityId: said.id,
    partner: { id: said.partnerId, path: said.partnerPath },
    after: { otherCustomerId: otherId },
  });
  for (const { id, partnerPath } of [one, other])
    await announce(sql, { topic: 'account', path: partnerPath, id });
}
