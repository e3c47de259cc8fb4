import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { FutureItem } from '../../generated/prisma/client.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';

@ObjectType('FutureItem', {
  description:
    'A one-time debit that waits for the next recurring invoice; it moves the balance only there.',
})
export class FutureItemType {
  @Field(() => ID) id!: string;
  @Field(() => String) description!: string;
  @Field(() => DecimalScalar) quantity!: string;
  @Field(() => DecimalScalar) unitPrice!: string;
  @Field(() => DecimalScalar) taxPercent!: string;
  @Field(() => Boolean) taxIncluded!: boolean;
  @Field(() => DateScalar, { description: 'The first billing date whose charge takes it.' })
  date!: string;
}

@InputType()
export class FutureItemInput {
  @Field(() => ID) customerId!: string;
  @Field(() => String) description!: string;
  @Field(() => DecimalScalar, { nullable: true, defaultValue: '1' }) quantity?: string | null;
  @Field(() => DecimalScalar) unitPrice!: string;
  @Field(() => ID, { nullable: true }) taxRateId?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) taxIncluded?: boolean | null;
  @Field(() => DateScalar, { nullable: true, description: 'Default: today.' }) date?: string | null;
}

export function toFutureItem(row: FutureItem): FutureItemType {
  const { id, description, taxIncluded } = row;
  return Object.assign(new FutureItemType(), {
    id,
    description,
    taxIncluded,
    quantity: row.quantity.toFixed(),
    unitPrice: row.unitPrice.toFixed(),
    taxPercent: row.taxPercent.toFixed(),
    date: fromDbDate(row.date),
  });
}
