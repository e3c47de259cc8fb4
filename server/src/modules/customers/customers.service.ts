import { CUSTOMER_BILLING } from '@backhaul/domain/settings/finance';
import { givenSettings, merged } from '../../kit/inheritance.ts';
import { idInput, textInput } from '../../kit/input.ts';
import type { App } from '../../kit/app.ts';
import type { Today } from '../../platform/clock.ts';
import { badInput, forbidden, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { saveAddresses } from '../addresses/index.ts';
import { writeCustomFields } from '../fields/index.ts';
import { labelCustomer } from '../labels/index.ts';
import { knownLocation } from '../locations/index.ts';
import {
  checkPresentPassword,
  confirmMove,
  endSessions,
  unconfirmedMove,
} from '../access/index.ts';
import type { Viewer } from '../../kit/viewer.ts';
import type { CustomerUpdateInput } from './customers.inputs.ts';
import {
  awaitsLink,
  lockCustomer,
  setBilling,
  setPasswordHash,
  updateDetails,
  type LockedCustomer,
} from './customers.store.ts';
import {
  contactInput,
  loginInput,
  passwordInput,
  reachInput,
  refusingTaken,
  taxIdentityInput,
  type Contact,
  type TaxIdentity,
} from './customers.values.ts';
import { moveStatus } from './status.service.ts';
import { currentUserName } from './status.store.ts';

/** A customer, its row locked and read; refuses NOT_FOUND one outside the scope. */
export async function lockedCustomer(sql: ScopedSql, id: string): Promise<LockedCustomer> {
  const row = await lockCustomer(sql, id);
  if (!row) throw notFound();
  return row;
}

function placeOf(row: LockedCustomer): { id: string; path: string } {
  return { id: row.partnerId, path: row.partnerPath };
}

async function announceCustomer(sql: ScopedSql, row: LockedCustomer): Promise<void> {
  await announce(sql, { topic: 'finance', path: row.partnerPath });
  await announce(sql, { topic: 'account', path: row.partnerPath, id: row.id });
}

function changed(given: string | null | undefined, stored: string | null): boolean {
  return given !== undefined && given !== stored;
}

/** Stores name, login and contact details where they differ; returns what was and what is. */
async function storeDetails(
  sql: ScopedSql,
  row: LockedCustomer,
  given: Contact &
    TaxIdentity & { name?: string; login?: string | null; locationId?: string | null },
): Promise<{ before: object; after: object } | null> {
  const changes = Object.entries(given).filter(
    ([key, value]) => value !== undefined && value !== row[key as keyof LockedCustomer],
  );
  if (!changes.length) return null;
  const next = { ...row, ...Object.fromEntries(changes) };
  if (row.passwordHash && !next.login && !next.email)
    throw badInput({ email: 'the customer signs in with it; give a login first' });
  await refusingTaken(sql, given.login !== row.login ? given.login : null, row.id, () =>
    updateDetails(sql, row.id, next),
  );
  return {
    before: Object.fromEntries(changes.map(([key]) => [key, row[key as keyof LockedCustomer]])),
    after: Object.fromEntries(changes),
  };
}

/** Where a customer is to be: null for nowhere, undefined for where it is. */
async function locationInput(
  sql: ScopedSql,
  row: LockedCustomer,
  given: string | null | undefined,
): Promise<string | null | undefined> {
  if (given == null || given.toLowerCase() === row.locationId) return given;
  return (await knownLocation(sql, row.partnerPath, given)).id;
}

/**
 * Changes a customer's details, login, password (which ends its sessions), status and custom
 * fields. A customer may change custom fields of its own that are made for that in the portal, and
 * nothing else (FORBIDDEN). `credentials`: whether the caller may change how the customer signs in;
 * else that is FORBIDDEN too. Refuses a customer outside the scope (NOT_FOUND), and by field wrong
 * values and a login that is taken.
 */
export async function updateCustomer(
  sql: ScopedSql,
  clock: Today,
  id: string,
  input: CustomerUpdateInput,
  credentials: boolean,
): Promise<void> {
  const row = await lockedCustomer(sql, id);
  if (
    sql.scope.kind === 'customer' &&
    Object.entries(input).some(([key, value]) => key !== 'customFields' && value !== undefined)
  )
    throw forbidden();
  const { contact, addresses } = reachInput(input);
  const given = {
    ...contact,
    ...taxIdentityInput(input),
    name: input.name != null ? textInput(input.name, 'name') : undefined,
    login: loginInput(input.login),
    locationId: await locationInput(sql, row, input.locationId),
  };
  const labelIds = input.labelIds?.map((each) => idInput(each, 'labelIds'));
  // links to set a password go to the address: of whoever has one, and of whoever is sent its first
  const waysIn =
    input.password != null ||
    changed(given.login, row.login) ||
    (changed(given.email, row.email) &&
      (row.passwordHash !== null || (await awaitsLink(sql, row.id))));
  if (waysIn && !credentials) throw forbidden();
  const stored = await storeDetails(sql, row, given);
  if (input.password != null) {
    if (!(given.login ?? row.login) && !(given.email ?? row.email))
      throw badInput({ password: 'needs a login or an e-mail address to sign in with' });
    await setPasswordHash(sql, id, await passwordInput(input.password));
    await endSessions(sql, { customerId: id });
  }
  const status = input.status && input.status !== row.status ? input.status : null;
  if (status) {
    const reason = `set to ${status.toLowerCase()} by ${currentUserName(sql)}`;
    await moveStatus(
      sql,
      [{ customerId: id, from: row.status, to: status, reason }],
      clock.today(row.clock),
      { byHand: true },
    );
  }
  const place = { id, partnerId: row.partnerId, partnerPath: row.partnerPath };
  const labels = labelIds ? await labelCustomer(sql, place, labelIds) : null;
  const others = addresses ? await saveAddresses(sql, place, addresses) : null;
  const fields = await writeCustomFields(
    sql,
    'CUSTOMER',
    place,
    input.customFields,
    row.customFields,
  );
  if (!stored && input.password == null && !status && !fields && !labels && !others) return;
  await audit(sql, {
    action: 'update',
    entity: 'customer',
    entityId: id,
    partner: placeOf(row),
    before: {
      ...stored?.before,
      ...(status ? { status: row.status } : {}),
      ...(labels ? { labels: labels.before } : {}),
      ...(others ? { addresses: others.before } : {}),
      ...(fields ? { customFields: fields.before } : {}),
    },
    after: {
      ...stored?.after,
      ...(status ? { status } : {}),
      ...(labels ? { labels: labels.after } : {}),
      ...(others ? { addresses: others.after } : {}),
      ...(fields ? { customFields: fields.after } : {}),
      ...(input.password != null ? { password: 'changed' } : {}),
    },
  });
  await announceCustomer(sql, row);
}

/**
 * Changes the billing settings of a customer itself; null inherits again. Refuses a customer
 * outside the scope (NOT_FOUND) and wrong values by field.
 */
export async function updateCustomerBilling(
  sql: ScopedSql,
  id: string,
  input: Record<string, unknown>,
): Promise<void> {
  const row = await lockedCustomer(sql, id);
  const after = merged(row.billing, givenSettings(CUSTOMER_BILLING, input, row.currency));
  await setBilling(sql, id, after);
  await audit(sql, {
    action: 'update-billing',
    entity: 'customer',
    entityId: id,
    partner: placeOf(row),
    before: row.billing,
    after,
  });
  sql.happened('termsChanged', { customerId: id });
  await announceCustomer(sql, row);
}

/**
 * A customer changes its own contact details; another e-mail address takes the present password,
 * and the old one is told. Refuses wrong values by field, what confirmMove refuses, and losing the
 * only thing it signs in with.
 */
export async function saveProfile(
  app: App,
  viewer: Viewer,
  input: Contact,
  currentPassword: string | null | undefined,
): Promise<void> {
  checkPresentPassword(currentPassword, 'currentPassword');
  const given = contactInput(input);
  // a form gives the address that is there with all the rest; with a password somebody means to move
  const { email } = given;
  const moves =
    email !== undefined && (email !== viewer.email || (email !== null && currentPassword != null));
  if (moves) await confirmMove(app, viewer, email, currentPassword);
  await app.boundary.inSql(viewer.scope, (sql) => updateProfile(sql, viewer.id, given, moves));
}

async function updateProfile(
  sql: ScopedSql,
  customerId: string,
  given: Contact,
  confirmed: boolean,
): Promise<void> {
  const row = await lockedCustomer(sql, customerId);
  if (given.email !== undefined && given.email !== row.email && !confirmed) throw unconfirmedMove();
  const stored = await storeDetails(sql, row, given);
  if (!stored) return;
  if (row.email && 'email' in stored.after)
    sql.happened('emailReplaced', {
      partnerId: row.partnerId,
      userId: null,
      customerId,
      address: row.email,
    });
  await audit(sql, {
    action: 'update-profile',
    entity: 'customer',
    entityId: customerId,
    partner: placeOf(row),
    ...stored,
  });
  await announceCustomer(sql, row);
}
