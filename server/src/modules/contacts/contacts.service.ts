import { emailInput, idInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockedCustomer } from '../customers/index.ts';
import { checkCustomFields, indexCustomFields, writeCustomFields } from '../fields/index.ts';
import {
  countContacts,
  deleteContact,
  insertContact,
  lockContact,
  storeContact,
  type ContactDetails,
} from './contacts.store.ts';
import type { ContactInput } from './contacts.types.ts';

const PER_CUSTOMER_MAX = 50;
const ADDRESSES_MAX = 5;

/** Texts that differ, each checked; those that were left out stay. Refuses by field. */
function listInput(
  given: readonly string[] | null | undefined,
  before: readonly string[],
  field: string,
  check: (text: string) => string,
): string[] {
  if (!given) return given === null ? [] : [...before];
  const checked = given.filter((each) => each.trim()).map(check);
  const found = new Map(checked.map((each) => [each.toLowerCase(), each]));
  if (found.size > ADDRESSES_MAX) throw badInput({ [field]: `may be ${ADDRESSES_MAX} at most` });
  return [...found.values()];
}

/** What an input makes of a contact; what it leaves out stays as it was. Refuses by field. */
function detailsInput(input: ContactInput, before: ContactDetails | null): ContactDetails {
  if (input.login?.trim()) throw badInput({ login: 'cannot be given yet: only customers sign in' });
  if (input.portalRights?.length)
    throw badInput({ portalRights: 'cannot be given yet: only customers sign in' });
  const role = optionalText(input.role, 'role', 100);
  const topics = input.topics === undefined ? (before?.topics ?? []) : (input.topics ?? []);
  return {
    name: textInput(input.name, 'name'),
    role: role === undefined ? (before?.role ?? null) : role,
    emails: listInput(input.emails, before?.emails ?? [], 'emails', (each) =>
      emailInput(each, 'emails'),
    ),
    phones: listInput(input.phones, before?.phones ?? [], 'phones', (each) =>
      textInput(each, 'phones', { max: 40 }),
    ),
    topics: [...new Set(topics)],
  };
}

/**
 * Makes a contact of a customer. Refuses a customer outside the scope (NOT_FOUND), and by field wrong
 * values, more than 50 of a customer and a sign-in of its own. Returns the id.
 */
export async function createContact(sql: ScopedSql, input: ContactInput): Promise<string> {
  const customerId = idInput(input.customerId, 'customerId');
  const details = detailsInput(input, null);
  const { partnerId, partnerPath } = await lockedCustomer(sql, customerId);
  if ((await countContacts(sql, customerId)) >= PER_CUSTOMER_MAX)
    throw badInput({ customerId: `a customer may have ${PER_CUSTOMER_MAX} contacts at most` });
  const fields = await checkCustomFields(sql, 'CONTACT', partnerPath, input.customFields, null);
  const place = { id: customerId, partnerId, partnerPath };
  const id = await insertContact(sql, place, details, fields.values);
  await indexCustomFields(sql, { id, partnerId, partnerPath }, fields.changes);
  await recorded(sql, { ...place, id, customerId }, 'create', {
    after: { customerId, ...details, customFields: fields.values },
  });
  return id;
}

/**
 * Changes a contact; its customer stays. Refuses NOT_FOUND outside the scope, and by field another
 * customer and what createContact() refuses.
 */
export async function updateContact(
  sql: ScopedSql,
  id: string,
  input: ContactInput,
): Promise<void> {
  const customerId = idInput(input.customerId, 'customerId');
  const row = await lockContact(sql, id);
  if (!row) throw notFound();
  if (customerId !== row.customerId) {
    await lockedCustomer(sql, customerId);
    throw badInput({ customerId: 'of a contact stays; make another one for another customer' });
  }
  const details = detailsInput(input, row);
  const said = (value: unknown) => JSON.stringify(value);
  const keys = (Object.keys(details) as (keyof ContactDetails)[]).filter(
    (key) => said(details[key]) !== said(row[key]),
  );
  if (keys.length) await storeContact(sql, id, details);
  const fields = await writeCustomFields(sql, 'CONTACT', row, input.customFields, row.customFields);
  if (!keys.length && !fields) return;
  await recorded(sql, row, 'update', {
    before: {
      ...Object.fromEntries(keys.map((key) => [key, row[key]])),
      ...(fields && { customFields: fields.before }),
    },
    after: {
      ...Object.fromEntries(keys.map((key) => [key, details[key]])),
      ...(fields && { customFields: fields.after }),
    },
  });
}

/** Removes a contact. Refuses NOT_FOUND outside the scope. */
export async function removeContact(sql: ScopedSql, id: string): Promise<void> {
  const row = await lockContact(sql, id);
  if (!row) throw notFound();
  await deleteContact(sql, id);
  const { customerId, name, emails, phones } = row;
  await recorded(sql, row, 'remove', { before: { customerId, name, emails, phones } });
}

async function recorded(
  sql: ScopedSql,
  contact: { id: string; customerId: string; partnerId: string; partnerPath: string },
  action: string,
  change: { before?: object; after?: object },
): Promise<void> {
  await audit(sql, {
    action,
    entity: 'contact',
    entityId: contact.id,
    partner: { id: contact.partnerId, path: contact.partnerPath },
    ...change,
  });
  await announce(sql, { topic: 'account', path: contact.partnerPath, id: contact.customerId });
}
