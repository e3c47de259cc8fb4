import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { Contact } from '../../generated/prisma/client.ts';
import { JSONScalar } from '../../kit/scalars.ts';

/** @public every value of the API's enum */
export enum ContactTopic {
  INVOICES = 'INVOICES',
  REMINDERS = 'REMINDERS',
  TICKETS = 'TICKETS',
  OUTAGES = 'OUTAGES',
}
registerEnumType(ContactTopic, { name: 'ContactTopic', description: 'What a contact is sent.' });

/** @public every value of the API's enum */
export enum PortalRight {
  BILLS = 'BILLS',
  PAY = 'PAY',
  TICKETS = 'TICKETS',
}
registerEnumType(PortalRight, { name: 'PortalRight' });

@ObjectType('Contact', { description: 'Whom at a customer one speaks to.' })
export class ContactType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true, description: 'What they are there, in words.' })
  role!: string | null;
  @Field(() => [String]) emails!: string[];
  @Field(() => [String]) phones!: string[];
  @Field(() => [ContactTopic]) topics!: ContactTopic[];
  @Field(() => String, { nullable: true }) login!: string | null;
  @Field(() => [PortalRight]) portalRights!: PortalRight[];
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  partnerPath!: string;
  storedFields!: FieldValues;
}

@InputType({ description: 'What is left out of a change stays.' })
export class ContactInput {
  @Field(() => ID) customerId!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) role?: string | null;
  @Field(() => [String], { nullable: true }) emails?: string[] | null;
  @Field(() => [String], { nullable: true }) phones?: string[] | null;
  @Field(() => [ContactTopic], { nullable: true }) topics?: ContactTopic[] | null;
  @Field(() => String, { nullable: true }) login?: string | null;
  @Field(() => [PortalRight], { nullable: true }) portalRights?: PortalRight[] | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

export function toContact(row: Contact): ContactType {
  const { id, name, role, emails, phones, customerId, partnerPath } = row;
  return Object.assign(new ContactType(), {
    id,
    name,
    role,
    emails,
    phones,
    topics: row.topics as ContactTopic[],
    login: null,
    portalRights: [],
    customerId,
    partnerPath,
    storedFields: row.customFields as FieldValues,
  });
}
