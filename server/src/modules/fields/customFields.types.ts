import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  FIELD_ENTITIES,
  FIELD_TYPES,
  type FieldEntity,
  type FieldType,
  type FieldValue,
  type PortalAccess as Access,
} from '@backhaul/domain/fields/customFields';
import { DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import type { StoredField } from './definition.ts';

const namesOf = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [K in T]: K };

export const CustomFieldEntity = namesOf(FIELD_ENTITIES);
registerEnumType(CustomFieldEntity, { name: 'CustomFieldEntity' });
export const CustomFieldType = namesOf(FIELD_TYPES);
registerEnumType(CustomFieldType, { name: 'CustomFieldType' });
/** @public every value of the API's enum */
export enum PortalAccess {
  HIDDEN = 'HIDDEN',
  VIEW = 'VIEW',
  EDIT = 'EDIT',
}
registerEnumType(PortalAccess, { name: 'PortalAccess' });
export enum CustomFieldOperator {
  EQ = 'EQ',
  NE = 'NE',
  LT = 'LT',
  LTE = 'LTE',
  GT = 'GT',
  GTE = 'GTE',
  IN = 'IN',
  CONTAINS = 'CONTAINS',
  STARTS_WITH = 'STARTS_WITH',
  IS_SET = 'IS_SET',
  IS_EMPTY = 'IS_EMPTY',
}
registerEnumType(CustomFieldOperator, { name: 'CustomFieldOperator' });

@ObjectType('CustomField', {
  description:
    'key: lower-case identifier, unique per entity along a line of the tree; never reused for another type.',
})
export class CustomFieldDefinitionType {
  @Field(() => ID) id!: string;
  @Field(() => CustomFieldEntity) entity!: FieldEntity;
  @Field(() => String) key!: string;
  @Field(() => String) label!: string;
  @Field(() => CustomFieldType) type!: FieldType;
  @Field(() => String, { nullable: true }) help!: string | null;
  @Field(() => Int) position!: number;
  @Field(() => Boolean) required!: boolean;
  @Field(() => Boolean) unique!: boolean;
  @Field(() => JSONScalar, { nullable: true }) default!: FieldValue | null;
  @Field(() => [String], { nullable: true }) options!: readonly string[] | null;
  @Field(() => DecimalScalar, { nullable: true }) min!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) max!: string | null;
  @Field(() => Int, { nullable: true }) minLength!: number | null;
  @Field(() => Int, { nullable: true }) maxLength!: number | null;
  @Field(() => Int, { nullable: true }) decimals!: number | null;
  @Field(() => CustomFieldEntity, { nullable: true }) references!: FieldEntity | null;
  @Field(() => Boolean) showInList!: boolean;
  @Field(() => Boolean) searchable!: boolean;
  @Field(() => PortalAccess) portal!: Access;
  @Field(() => Boolean) archived!: boolean;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  partnerPath!: string;
}

@ObjectType('CustomFieldImpact', {
  description:
    'How many records a change of a definition touches: those without a value once it is required, and those that hold an option it would no longer offer. They keep what they have.',
})
export class CustomFieldImpactType {
  @Field(() => Int) missing!: number;
  @Field(() => Int) outdated!: number;
}

@InputType()
export class CustomFieldInput {
  @Field(() => ID, { nullable: true, description: "Default: the viewer's." }) partnerId?:
    | string
    | null;
  @Field(() => CustomFieldEntity) entity!: FieldEntity;
  @Field(() => String) key!: string;
  @Field(() => String) label!: string;
  @Field(() => CustomFieldType) type!: FieldType;
  @Field(() => String, { nullable: true }) help?: string | null;
  @Field(() => Int, { nullable: true }) position?: number | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) required?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) unique?: boolean | null;
  @Field(() => JSONScalar, { nullable: true }) default?: unknown;
  @Field(() => [String], { nullable: true }) options?: string[] | null;
  @Field(() => DecimalScalar, { nullable: true }) min?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) max?: string | null;
  @Field(() => Int, { nullable: true }) minLength?: number | null;
  @Field(() => Int, { nullable: true }) maxLength?: number | null;
  @Field(() => Int, { nullable: true }) decimals?: number | null;
  @Field(() => CustomFieldEntity, { nullable: true }) references?: FieldEntity | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) showInList?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) searchable?: boolean | null;
  @Field(() => PortalAccess, { nullable: true, defaultValue: PortalAccess.HIDDEN })
  portal?: Access | null;
}

@InputType({
  description:
    "value: as the field's own type; PLACE is { lat, lon }, FILE a file id, DECIMAL a string.",
})
export class CustomFieldFilter {
  @Field(() => String) key!: string;
  @Field(() => CustomFieldOperator, { defaultValue: CustomFieldOperator.EQ })
  operator!: CustomFieldOperator;
  @Field(() => JSONScalar, { nullable: true }) value?: unknown;
}

export function toDefinition(field: StoredField): CustomFieldDefinitionType {
  const { number: _number, ...shown } = field;
  return Object.assign(new CustomFieldDefinitionType(), shown);
}
