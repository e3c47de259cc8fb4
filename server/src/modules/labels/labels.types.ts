import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Label } from '../../generated/prisma/client.ts';

@ObjectType('Label', {
  description:
    'Belongs to a partner, and is for its customers and those of everything below it; changed only there.',
})
export class LabelType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { description: '#rrggbb' }) colour!: string;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  partnerPath!: string;
}

export function toLabel({ id, name, colour, partnerId, partnerPath }: Label): LabelType {
  return Object.assign(new LabelType(), { id, name, colour, partnerId, partnerPath });
}

export enum LabelMatch {
  ANY = 'ANY',
  ALL = 'ALL',
  NONE = 'NONE',
}
registerEnumType(LabelMatch, { name: 'LabelMatch' });

@InputType({ description: 'Of customers: any of these labels, all of them, or none.' })
export class LabelFilter {
  @Field(() => [ID]) ids!: string[];
  @Field(() => LabelMatch, { defaultValue: LabelMatch.ANY }) match!: LabelMatch;
}
