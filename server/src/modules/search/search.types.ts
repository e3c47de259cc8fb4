import { Field, ID, ObjectType } from 'type-graphql';

/** What is searched, by the names of kinds. */
export const SEARCHED_KINDS = ['CUSTOMER', 'CONTACT', 'INVOICE', 'PAYMENT'] as const;
export type SearchedKind = (typeof SEARCHED_KINDS)[number];

@ObjectType('SearchHit', { description: 'A record that a search found.' })
export class SearchHitType {
  @Field(() => String, { description: 'CUSTOMER, CONTACT, INVOICE or PAYMENT.' })
  kind!: SearchedKind;
  @Field(() => ID) id!: string;
  @Field(() => String) title!: string;
  @Field(() => String, { nullable: true }) detail!: string | null;
  @Field(() => ID, { nullable: true, description: 'Of a contact: its customer.' })
  customerId?: string | null;
  @Field(() => Boolean, { description: 'Its number, whole, is what was typed.' }) exact!: boolean;
}
