import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { User } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { DateTimeScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomFieldFilter } from '../fields/index.ts';

@ObjectType('User', {
  description:
    "role: SUPER_ADMINISTRATOR, ADMINISTRATOR, MANAGER, FINANCIAL_MANAGER, CASHIER, CUSTOMER_CREATOR, ENGINEER, TECHNICIAN, READ_ONLY or a custom one's name.",
})
export class UserType {
  @Field(() => ID) id!: string;
  @Field(() => String) email!: string;
  @Field(() => String) name!: string;
  @Field(() => String) role!: string;
  @Field(() => Boolean) active!: boolean;
  @Field(() => DateTimeScalar, { nullable: true }) lastSignInAt!: Date | null;
  @Field(() => DateTimeScalar) createdAt!: Date;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  partnerPath!: string;
  storedFields!: FieldValues;
}

export const UserConnection = connectionType(() => UserType, 'User');

@ObjectType('Role')
export class RoleType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String) label!: string;
  @Field(() => [String]) permissions!: string[];
  @Field(() => Boolean) builtIn!: boolean;
}

@InputType()
export class UserInput {
  @Field(() => ID) partnerId!: string;
  @Field(() => String) email!: string;
  @Field(() => String) name!: string;
  @Field(() => String) role!: string;
  @Field(() => String, { nullable: true }) password?: string | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class UserUpdateInput {
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true, description: "To change one's own e-mail address." })
  currentPassword?: string | null;
  @Field(() => String, { nullable: true }) role?: string | null;
  @Field(() => String, { nullable: true }) password?: string | null;
  @Field(() => Boolean, { nullable: true }) active?: boolean | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class UserFilter {
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toUser(row: User): UserType {
  const { id, email, name, role, active, lastSignInAt, createdAt, partnerId, partnerPath } = row;
  return Object.assign(new UserType(), {
    id,
    email,
    name,
    role,
    active,
    lastSignInAt,
    createdAt,
    partnerId,
    partnerPath,
    storedFields: row.customFields as FieldValues,
  });
}
