import { Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

export enum AddressKind {
  MAIN = 'MAIN',
  BILLING = 'BILLING',
  SERVICE = 'SERVICE',
}
registerEnumType(AddressKind, {
  name: 'AddressKind',
  description:
    "MAIN: the customer's own street, city, zip and country. BILLING: printed on its documents instead. SERVICE: where it is served; there may be several.",
});

@ObjectType('Address')
export class AddressType {
  @Field(() => ID) id!: string;
  @Field(() => AddressKind) kind!: AddressKind;
  @Field(() => String, { nullable: true, description: "Where it is not the customer's own." })
  name!: string | null;
  @Field(() => String, { nullable: true }) street!: string | null;
  @Field(() => String, { nullable: true }) city!: string | null;
  @Field(() => String, { nullable: true }) zip!: string | null;
  @Field(() => String, { nullable: true }) country!: string | null;
  @Field(() => Float, { nullable: true }) lat!: number | null;
  @Field(() => Float, { nullable: true }) lon!: number | null;
}

@InputType({ description: 'MAIN has no name: it is the address of the customer itself.' })
export class AddressInput {
  @Field(() => AddressKind) kind!: AddressKind;
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) street?: string | null;
  @Field(() => String, { nullable: true }) city?: string | null;
  @Field(() => String, { nullable: true }) zip?: string | null;
  @Field(() => String, { nullable: true }) country?: string | null;
  @Field(() => Float, { nullable: true }) lat?: number | null;
  @Field(() => Float, { nullable: true }) lon?: number | null;
}
