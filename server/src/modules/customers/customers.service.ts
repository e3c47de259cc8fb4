import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import { CUSTOMER_BILLING } from '@backhaul/domain/settings/finance';
import { givenSettings, merged } from '../../kit/inheritance.ts';
import { textInput } from '../../kit/input.ts';
import type { App } from '../../kit/app.ts';
import type { Clock } from '../../platform/clock.ts';
import { badInput, forbidden, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { checkPresentPassword, confirmPassword, endSessions } from '../access/index.ts';
import type { Viewer } from '../../kit/viewer.ts';
import type { CustomerUpdateInput } from './customers.inputs.ts';
import {
  contactInput,
  loginInput,
  passwordInput,
  refusingTaken,
  type Contact,
} from './customers.values.ts';
import { moveStatus } from './status.service.ts';
import { currentUserName } from './statusHistory.ts';

interface Row extends Contact {
  id: string;
  partner_id: string;
  partner_path: string;
  currency: string;
  name: string;
  login: string | null;
  status: CustomerStatus;
  billing: Record<string, unknown>;
  password_hash: string | null;
  email: string | null;
  phone: string | null;
  street: string | null;
  city: string | null;
  zip: string | null;
  country: string | null;
  time_zone: string;
  custom_fields: FieldValues;
}

async function locked(sql: ScopedSql, id: string): Promise<Row> {
  const [row] = await sql.rows<Row>(
    'select c.*, p.time_zone from customer c join partner p on p.id = c.partner_id where c.id = $1 for update of c',
    [id],
  );
  if (!row) throw notFound();
  return row;
}

function placeOf(row: Row): { id: string; path: string } {
  return { id: row.partner_id, path: row.partner_path };
}

async function announceCustomer(sql: ScopedSql, row: Row): Promise<void> {
  await announce(sql, { topic: 'finance', path: row.partner_path });
  await announce(sql, { topic: 'account', path: row.partner_path, id: row.id });
}

function changed(given: string | null | undefined, stored: string | null): boolean {
  return given !== undefined && given !== stored;
}

/** Stores name, login and contact details where they differ; returns what was and what is. */
async function storeDetails(
  sql: ScopedSql,
  row: Row,
  given: Contact & { name?: string; login?: string | null },
): Promise<{ before: object; after: object } | null> {
  const changes = Object.entries(given).filter(
    ([key, value]) => value !== undefined && value !== row[key as keyof Row],
  );
  if (!changes.length) return null;
  const next = { ...row, ...Object.fromEntries(changes) };
  if (row.password_hash && !next.login && !next.email)
    throw badInput({ email: 'the customer signs in with it; give a login first' });
  await refusingTaken(sql, given.login !== row.login ? given.login : null, row.id, () =>
    sql.rows(
      `update customer
      set name = $2,
        email = $3::text, email_key = lower($3::text), login = $4::text, login_key = lower($4::text),
        phone = $5, street = $6, city = $7, zip = $8, country = $9
      where id = $1`,
      [
        row.id,
        next.name,
        next.email,
        next.login,
        next.phone,
        next.street,
        next.city,
        next.zip,
        next.country,
      ],
    ),
  );
  return {
    before: Object.fromEntries(changes.map(([key]) => [key, row[key as keyof Row]])),
    after: Object.fromEntries(changes),
  };
}

/** Whether a link to set the password was asked for, whose mail is out or goes out yet. */
async function awaitsLink(sql: ScopedSql, customerId: string): Promise<boolean> {
  const found = await sql.rows(
    'select 1 from password_reset where customer_id = $1 and used_at is null limit 1',
    [customerId],
  );
  return found.length > 0;
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
  clock: Clock,
  id: string,
  input: CustomerUpdateInput,
  credentials: boolean,
): Promise<void> {
  const row = await locked(sql, id);
  if (
    sql.scope.kind === 'customer' &&
    Object.entries(input).some(([key, value]) => key !== 'customFields' && value !== undefined)
  )
    throw forbidden();
  const given = {
    ...contactInput(input),
    name: input.name != null ? textInput(input.name, 'name') : undefined,
    login: loginInput(input.login),
  };
  // links to set a password go to the address: of whoever has one, and of whoever is sent its first
  const waysIn =
    input.password != null ||
    changed(given.login, row.login) ||
    (changed(given.email, row.email) &&
      (row.password_hash !== null || (await awaitsLink(sql, row.id))));
  if (waysIn && !credentials) throw forbidden();
  const stored = await storeDetails(sql, row, given);
  if (input.password != null) {
    if (!(given.login ?? row.login) && !(given.email ?? row.email))
      throw badInput({ password: 'needs a login or an e-mail address to sign in with' });
    await sql.rows('update customer set password_hash = $2 where id = $1', [
      id,
      await passwordInput(input.password),
    ]);
    await endSessions(sql, { customerId: id });
  }
  const status = input.status && input.status !== row.status ? input.status : null;
  if (status) {
    const reason = `set to ${status.toLowerCase()} by ${currentUserName(sql)}`;
    await moveStatus(
      sql,
      [{ customerId: id, from: row.status, to: status, reason }],
      clock.today(row.time_zone),
      { byHand: true },
    );
  }
  const fields = await writeCustomFields(
    sql,
    'CUSTOMER',
    { id, partnerId: row.partner_id, partnerPath: row.partner_path },
    input.customFields,
    row.custom_fields,
  );
  if (!stored && input.password == null && !status && !fields) return;
  await audit(sql, {
    action: 'update',
    entity: 'customer',
    entityId: id,
    partner: placeOf(row),
    before: {
      ...stored?.before,
      ...(status ? { status: row.status } : {}),
      ...(fields ? { customFields: fields.before } : {}),
    },
    after: {
      ...stored?.after,
      ...(status ? { status } : {}),
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
  const row = await locked(sql, id);
  const after = merged(row.billing, givenSettings(CUSTOMER_BILLING, input, row.currency));
  await sql.rows('update customer set billing = $2 where id = $1', [id, JSON.stringify(after)]);
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
 * and the old one is told. Refuses wrong values by field, the password too (currentPassword), and
 * losing the only thing it signs in with.
 */
export async function saveProfile(
  app: App,
  viewer: Viewer,
  input: Contact,
  currentPassword: string | null | undefined,
): Promise<void> {
  checkPresentPassword(currentPassword, 'currentPassword');
  const given = contactInput(input);
  if (given.email !== undefined && given.email !== viewer.email)
    await confirmPassword(app, viewer, currentPassword, 'currentPassword');
  await app.boundary.inSql(viewer.scope, (sql) => updateProfile(sql, viewer.id, given));
}

async function updateProfile(sql: ScopedSql, customerId: string, given: Contact): Promise<void> {
  const row = await locked(sql, customerId);
  const stored = await storeDetails(sql, row, given);
  if (!stored) return;
  if (row.email && 'email' in stored.after)
    sql.happened('emailReplaced', {
      partnerId: row.partner_id,
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
