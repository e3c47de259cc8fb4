import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { AuditEntry } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { DateTimeScalar } from '../../kit/scalars.ts';

@ObjectType('AuditChange', { description: 'A field of a record, before and after, in words.' })
export class AuditChangeType {
  @Field(() => String) field!: string;
  @Field(() => String, { nullable: true, description: 'null: nothing.' }) before!: string | null;
  @Field(() => String, { nullable: true }) after!: string | null;
}

@ObjectType('AuditEntry', { description: 'Who did what, when, to which record.' })
export class AuditEntryType {
  @Field(() => ID) id!: string;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => String, { description: 'A verb: create, update, void, ...' }) action!: string;
  @Field(() => String, { description: 'The kind of record: customer, invoice, ...' })
  entity!: string;
  @Field(() => String, { nullable: true }) entityId!: string | null;
  @Field(() => String, { description: 'USER, CUSTOMER, API or SYSTEM.' }) actorKind!: string;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  storedActorId!: string | null;
  actorName!: string;
  storedAddress!: string | null;
  was!: unknown;
  is!: unknown;
}

export const AuditEntryConnection = connectionType(() => AuditEntryType, 'AuditEntry');

@InputType()
export class AuditFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'A customer, by name or number, with all that is its own, or the number of an invoice.',
  })
  search?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'What was done to a customer, and to its services, documents, payments and messages.',
  })
  customerId?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => String, { nullable: true }) entity?: string | null;
  @Field(() => ID, { nullable: true }) entityId?: string | null;
  @Field(() => String, { nullable: true }) action?: string | null;
  @Field(() => String, { nullable: true, description: 'The id of who did it, or the whole name.' })
  actor?: string | null;
  @Field(() => String, { nullable: true }) address?: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) from?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Exclusive.' }) until?: string | null;
}

export function toAuditEntry(row: AuditEntry): AuditEntryType {
  const { id, at, action, entity, entityId, partnerId, actorKind, actorName } = row;
  return Object.assign(new AuditEntryType(), {
    id,
    at,
    action,
    entity,
    entityId,
    partnerId,
    actorKind,
    actorName,
    storedActorId: row.actorId,
    storedAddress: row.address,
    was: row.before,
    is: row.after,
  });
}
