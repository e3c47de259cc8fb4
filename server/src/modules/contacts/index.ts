import type { Module } from '../../kit/module.ts';
import { ContactsOfCustomerResolver, ContactsResolver } from './contacts.resolver.ts';
import { KINDS } from './rights.ts';

export const contacts: Module = {
  name: 'contacts',
  kinds: KINDS,
  resolvers: [ContactsResolver, ContactsOfCustomerResolver],
};

export { contactRecords } from './contacts.records.ts';
export { foundContacts } from './foundContacts.ts';
