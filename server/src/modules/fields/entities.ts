import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import type { Prisma } from '../../generated/prisma/client.ts';

/** A kind of record that can have custom fields: all that the rest of this module knows about it. */
export interface FieldHolder {
  /** With the columns id, custom_fields and these two. */
  table: string;
  partnerId: string;
  partnerPath: string;
  /** From an entry of the values' index to its record. */
  relation: keyof Prisma.CustomValueInclude;
}

/** A record that has custom fields, and whose it is. */
export interface HolderRecord {
  id: string;
  partnerId: string;
  partnerPath: string;
}

const inTenant = { partnerId: 'partner_id', partnerPath: 'partner_path' };

/** A new kind of record joins by a line here, a column custom_fields and a relation in schema.prisma. */
export const FIELD_HOLDERS: Record<FieldEntity, FieldHolder> = {
  PARTNER: { table: 'partner', partnerId: 'id', partnerPath: 'path', relation: 'partner' },
  USER: { table: 'app_user', ...inTenant, relation: 'user' },
  CUSTOMER: { table: 'customer', ...inTenant, relation: 'customer' },
  SERVICE: { table: 'service', ...inTenant, relation: 'service' },
  TARIFF: { table: 'tariff', ...inTenant, relation: 'tariff' },
  INVOICE: { table: 'invoice', ...inTenant, relation: 'invoice' },
  PAYMENT: { table: 'payment', ...inTenant, relation: 'payment' },
  TRANSACTION: { table: 'ledger_transaction', ...inTenant, relation: 'transaction' },
  CREDIT_NOTE: { table: 'credit_note', ...inTenant, relation: 'creditNote' },
  PROFORMA: { table: 'proforma', ...inTenant, relation: 'proforma' },
  LOCATION: { table: 'location', ...inTenant, relation: 'location' },
  CONTACT: { table: 'contact', ...inTenant, relation: 'contact' },
};
