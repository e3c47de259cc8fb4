import { fromDbDate } from '../../kit/input.ts';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../../kit/connection.ts';
import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { DateTimeScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomFieldFilter } from '../fields/index.ts';
import type { Partner } from '../../generated/prisma/client.ts';

@ObjectType('Partner')
export class PartnerType {
  @Field(() => ID) id!: string;
  @Field(() => Int) number!: number;
  @Field(() => String) name!: string;
  @Field(() => String) currency!: string;
  @Field(() => String) timeZone!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => Int) depth!: number;
  /** For the field resolvers; not in the schema. */
  parentId!: string | null;
  path!: string;
  clock!: PartnerClock;
  testThrough!: string | null;
  storedFields!: FieldValues;
  supportEmail!: string | null;
  supportPhone!: string | null;
}

export const PartnerConnection = connectionType(() => PartnerType, 'Partner');

@InputType()
export class PartnerInput {
  @Field(() => String) name!: string;
  @Field(() => ID, { nullable: true }) parentId?: string;
  @Field(() => String, { nullable: true }) currency?: string;
  @Field(() => String, { nullable: true }) timeZone?: string;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class PartnerUpdateInput {
  @Field(() => String, { nullable: true }) name?: string;
  @Field(() => String, { nullable: true }) currency?: string;
  @Field(() => String, { nullable: true }) timeZone?: string;
  @Field(() => String, {
    nullable: true,
    description: 'The colour of the company details; null inherits again.',
  })
  accentColor?: string | null;
  @Field(() => String, { nullable: true }) supportEmail?: string | null;
  @Field(() => String, { nullable: true }) supportPhone?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Adds a host that waits for its proof; null removes all of them.',
  })
  portalDomain?: string | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class PartnerFilter {
  @Field(() => String, { nullable: true }) search?: string;
  @Field(() => ID, { nullable: true }) parentId?: string;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toPartner(row: Partner): PartnerType {
  const {
    id,
    number,
    name,
    currency,
    timeZone,
    createdAt,
    parentId,
    path,
    supportEmail,
    supportPhone,
    clock,
    testThrough,
  } = row;
  return Object.assign(new PartnerType(), {
    id,
    number,
    name,
    currency,
    timeZone,
    createdAt,
    parentId,
    path,
    storedFields: row.customFields as FieldValues,
    depth: path.split('.').length - 1,
    supportEmail,
    supportPhone,
    clock,
    testThrough: testThrough && fromDbDate(testThrough),
  });
}
