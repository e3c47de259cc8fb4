import { countOf } from '@backhaul/domain/text/plural';
import type { CustomFieldType, PortalAccess } from '../generated/graphql.ts';
import type { Entity } from './api.ts';

interface EntityWords {
  /** "Customers" */
  title: string;
  one: string;
  many: string;
  /** With its article, as in "of an invoice". */
  any: string;
}

/** The kinds of record that can have fields, in the order in which people think of them. */
export const entities: Readonly<Record<Entity, EntityWords>> = {
  CUSTOMER: { title: 'Customers', one: 'customer', many: 'customers', any: 'a customer' },
  SERVICE: { title: 'Services', one: 'service', many: 'services', any: 'a service' },
  TARIFF: { title: 'Tariffs', one: 'tariff', many: 'tariffs', any: 'a tariff' },
  INVOICE: { title: 'Invoices', one: 'invoice', many: 'invoices', any: 'an invoice' },
  PAYMENT: { title: 'Payments', one: 'payment', many: 'payments', any: 'a payment' },
  TRANSACTION: {
    title: 'Ledger entries',
    one: 'ledger entry',
    many: 'ledger entries',
    any: 'a ledger entry',
  },
  CREDIT_NOTE: {
    title: 'Credit notes',
    one: 'credit note',
    many: 'credit notes',
    any: 'a credit note',
  },
  PROFORMA: { title: 'Proformas', one: 'proforma', many: 'proformas', any: 'a proforma' },
  LOCATION: { title: 'Locations', one: 'location', many: 'locations', any: 'a location' },
  CONTACT: { title: 'Contacts', one: 'contact', many: 'contacts', any: 'a contact' },
  PARTNER: { title: 'Partners', one: 'partner', many: 'partners', any: 'a partner' },
  USER: { title: 'Users', one: 'user', many: 'users', any: 'a user' },
};

export const entityNames = Object.keys(entities) as Entity[];

interface TypeWords {
  label: string;
  /** What one would use it for. */
  about: string;
}

export const types: Readonly<Record<CustomFieldType, TypeWords>> = {
  TEXT: { label: 'Text', about: 'One line, such as a contract number or a floor.' },
  LONG_TEXT: { label: 'Long text', about: 'Several lines, such as directions for the technician.' },
  INTEGER: { label: 'Whole number', about: 'Counted things, such as the number of poles.' },
  DECIMAL: { label: 'Decimal number', about: 'Measured things, such as metres of cable.' },
  DATE: { label: 'Date', about: 'A calendar day, the same everywhere.' },
  DATE_TIME: {
    label: 'Date and time',
    about: 'A moment; everybody sees it in their own time zone.',
  },
  BOOLEAN: { label: 'Yes or no', about: 'Answered with yes, with no, or not yet.' },
  CHOICE: { label: 'Choice', about: 'One option of a list.' },
  CHOICES: { label: 'Choices', about: 'Any number of options of a list.' },
  FILE: {
    label: 'File or photo',
    about: 'A picture, PDF, text or office document of up to 20 MB.',
  },
  URL: { label: 'Web address', about: 'Shown as a link.' },
  EMAIL: { label: 'E-mail address', about: 'Shown as a link to write to it.' },
  PHONE: { label: 'Phone number', about: 'Shown as a link to call it.' },
  IP_ADDRESS: { label: 'IP address', about: 'Version 4 or 6, checked and written the short way.' },
  MAC_ADDRESS: { label: 'MAC address', about: 'Written the same way however it was typed.' },
  PLACE: { label: 'Place', about: 'A point on the earth: latitude and longitude.' },
  REFERENCE: { label: 'Another record', about: 'Refers to a customer, a service, a tariff …' },
};

export const typeNames = Object.keys(types) as CustomFieldType[];

export const portalAccess: Readonly<Record<PortalAccess, { label: string; about: string }>> = {
  HIDDEN: { label: 'Hidden', about: 'Customers never see it.' },
  VIEW: { label: 'Shown', about: 'Customers see it and cannot change it.' },
  EDIT: { label: 'Editable', about: 'Customers see it and may change it themselves.' },
};

/** Whose records the portal shows with their fields. */
export const inPortal: ReadonlySet<Entity> = new Set(['CUSTOMER', 'SERVICE', 'INVOICE', 'PAYMENT']);

/** "1 customer", "214 customers". */
export function recordsOf(entity: Entity, count: number, locale: string): string {
  const { one, many } = entities[entity];
  return countOf(count, one, many, locale);
}
