import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { BillingType, CustomerStatus } from '@backhaul/domain/charging/facts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { CustomerBillingOverrides } from '@backhaul/domain/settings/finance';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** How a customer is reached. */
export interface StoredContact {
  email: string | null;
  phone: string | null;
  street: string | null;
  city: string | null;
  zip: string | null;
  country: string | null;
}

/** What of a customer names it, signs it in and reaches it. */
export interface Details extends StoredContact {
  name: string;
  kind: 'PERSON' | 'COMPANY';
  taxNumber: string | null;
  vatId: string | null;
  registrationNumber: string | null;
  locationId: string | null;
  login: string | null;
}

/** A customer as it is stored, its row locked. */
export interface LockedCustomer extends Details {
  id: string;
  partnerId: string;
  partnerPath: string;
  currency: string;
  status: CustomerStatus;
  inactiveSince: LocalDate | null;
  billing: Record<string, unknown>;
  passwordHash: string | null;
  clock: PartnerClock;
  customFields: FieldValues;
}

/** Locks a customer and reads it; undefined for one outside the scope. */
export async function lockCustomer(
  sql: ScopedSql,
  id: string,
): Promise<LockedCustomer | undefined> {
  const [customer] = await sql.rows<LockedCustomer>(
    `select
      c.id, c.partner_id "partnerId", c.partner_path "partnerPath",
      c.currency, c.status, c.inactive_since "inactiveSince", c.billing, p.clock,
      c.name, c.login, c.password_hash "passwordHash",
      c.email, c.phone, c.street, c.city, c.zip, c.country,
      c.kind, c.tax_number "taxNumber", c.vat_id "vatId",
      c.registration_number "registrationNumber", c.location_id "locationId",
      c.custom_fields "customFields"
    from customer c
    join partner p on p.id = c.partner_id
    where c.id = $1
    for update of c`,
    [id],
  );
  return customer;
}

/** Who a new customer belongs to. */
export interface Seller {
  path: string;
  currency: string;
  clock: PartnerClock;
}

/** A partner that is to have a customer; undefined for one outside the scope. */
export async function sellerOf(sql: ScopedSql, partnerId: string): Promise<Seller | undefined> {
  const [seller] = await sql.rows<Seller>(
    'select path, currency, clock from partner where id = $1',
    [partnerId],
  );
  return seller;
}

export interface NewCustomer extends Details {
  partnerId: string;
  partnerPath: string;
  externalId: string | null;
  passwordHash: string | null;
  status: CustomerStatus;
  /** The day since which it is in its status. */
  since: LocalDate;
  billingType: BillingType;
  currency: string;
  billing: CustomerBillingOverrides;
  customFields: FieldValues;
  createdOn: LocalDate;
}

/**
 * Stores a customer and returns its id. What is taken fails on customer_login_key_key and
 * customer_external_id_partner_id_key.
 */
export async function insertCustomer(sql: ScopedSql, customer: NewCustomer): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into customer (partner_id, partner_path, external_id, name,
      email, email_key, login, login_key, password_hash,
      phone, street, city, zip, country,
      status, status_reason,
      blocked_since,
      inactive_since,
      billing_type, currency, billing, custom_fields, created_on,
      kind, tax_number, vat_id, registration_number, location_id)
    values ($1, $2, $3, $4,
      $5::text, lower($5::text), $6::text, lower($6::text), $7,
      $8, $9, $10, $11, $12,
      $13, 'created',
      case when $13 = 'BLOCKED' then $14::date end,
      case when $13 = 'INACTIVE' then $14::date end,
      $15, $16, $17, $18, $19,
      $20, $21, $22, $23, $24)
    returning id`,
    [
      customer.partnerId,
      customer.partnerPath,
      customer.externalId,
      customer.name,
      customer.email,
      customer.login,
      customer.passwordHash,
      customer.phone,
      customer.street,
      customer.city,
      customer.zip,
      customer.country,
      customer.status,
      customer.since,
      customer.billingType,
      customer.currency,
      JSON.stringify(customer.billing),
      JSON.stringify(customer.customFields),
      customer.createdOn,
      customer.kind,
      customer.taxNumber,
      customer.vatId,
      customer.registrationNumber,
      customer.locationId,
    ],
  );
  return id;
}

/** Stores a customer's details. A login that is taken fails on customer_login_key_key. */
export async function updateDetails(sql: ScopedSql, id: string, details: Details): Promise<void> {
  await sql.rows(
    `update customer
    set name = $2,
      email = $3::text, email_key = lower($3::text), login = $4::text, login_key = lower($4::text),
      phone = $5, street = $6, city = $7, zip = $8, country = $9,
      kind = $10, tax_number = $11, vat_id = $12,
      registration_number = $13, location_id = $14
    where id = $1`,
    [
      id,
      details.name,
      details.email,
      details.login,
      details.phone,
      details.street,
      details.city,
      details.zip,
      details.country,
      details.kind,
      details.taxNumber,
      details.vatId,
      details.registrationNumber,
      details.locationId,
    ],
  );
}

/** Gives a customer another password. */
export async function setPasswordHash(sql: ScopedSql, id: string, hash: string): Promise<void> {
  await sql.rows('update customer set password_hash = $2 where id = $1', [id, hash]);
}

/** Stores what a customer's billing sets itself, all of it. */
export async function setBilling(sql: ScopedSql, id: string, billing: object): Promise<void> {
  await sql.rows('update customer set billing = $2 where id = $1', [id, JSON.stringify(billing)]);
}

/** Whether a customer that the scope sees has a login; one may be left out, whose own it is. */
export async function loginSeenInUse(
  sql: ScopedSql,
  login: string,
  besides: string | null,
): Promise<boolean> {
  const [seen] = await sql.rows(
    'select 1 from customer where login_key = lower($1) and id is distinct from $2',
    [login, besides],
  );
  return seen !== undefined;
}

/** Whether a link to set the password was asked for, whose mail is out or goes out yet. */
export async function awaitsLink(sql: ScopedSql, customerId: string): Promise<boolean> {
  const found = await sql.rows(
    'select 1 from password_reset where customer_id = $1 and used_at is null limit 1',
    [customerId],
  );
  return found.length > 0;
}

/** The customers inside the scope that have one of some numbers. */
export function customersNumbered(
  sql: ScopedSql,
  numbers: readonly number[],
): Promise<{ id: string; number: number; partnerId: string }[]> {
  return sql.rows(
    `select c.id, c.number, c.partner_id "partnerId"
    from unnest($1::int[]) x(number)
    cross join lateral (select * from customer where number = x.number offset 0) c`,
    [numbers],
  );
}
