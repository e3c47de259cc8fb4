import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { Location } from '../../generated/prisma/client.ts';
import { JSONScalar } from '../../kit/scalars.ts';

export enum LocationKind {
  AREA = 'AREA',
  SITE = 'SITE',
}
registerEnumType(LocationKind, {
  name: 'LocationKind',
  description: 'AREA: for filters and reports. SITE: a place with an address, where devices stand.',
});

@ObjectType('Location', {
  description:
    'Belongs to a partner, and is for its customers and those of everything below it; changed only there.',
})
export class LocationType {
  @Field(() => ID) id!: string;
  @Field(() => Int, { description: 'What {location_id} of a number format stands for.' })
  number!: number;
  @Field(() => LocationKind) kind!: LocationKind;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) address!: string | null;
  @Field(() => Float, { nullable: true }) lat!: number | null;
  @Field(() => Float, { nullable: true }) lon!: number | null;
  /** For the field resolvers; not in the schema. */
  parentId!: string | null;
  partnerId!: string;
  partnerPath!: string;
  storedFields!: FieldValues;
}

@InputType({
  description:
    "partnerId: of a new one, by default the viewer's. What is left out of a change stays, except the kind.",
})
export class LocationInput {
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => LocationKind, { defaultValue: LocationKind.AREA }) kind!: LocationKind;
  @Field(() => String) name!: string;
  @Field(() => ID, { nullable: true }) parentId?: string | null;
  @Field(() => String, { nullable: true }) address?: string | null;
  @Field(() => Float, { nullable: true }) lat?: number | null;
  @Field(() => Float, { nullable: true }) lon?: number | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

export function toLocation(row: Location): LocationType {
  const { id, number, name, address, lat, lon, parentId, partnerId, partnerPath } = row;
  return Object.assign(new LocationType(), {
    id,
    number,
    kind: row.kind as LocationKind,
    name,
    address,
    lat,
    lon,
    parentId,
    partnerId,
    partnerPath,
    storedFields: row.customFields as FieldValues,
  });
}
