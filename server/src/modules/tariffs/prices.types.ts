import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../../kit/money.types.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';

export enum PriceScope {
  THOSE_AT_THE_OLD_PRICE = 'THOSE_AT_THE_OLD_PRICE',
  ALL = 'ALL',
  NEW_SERVICES_ONLY = 'NEW_SERVICES_ONLY',
}
registerEnumType(PriceScope, {
  name: 'PriceScope',
  description:
    'Whose price changes. ALL: also services with another price of their own, which follow the tariff from then on. NEW_SERVICES_ONLY: those that are there keep what they pay.',
});

@InputType()
export class TariffPriceInput {
  @Field(() => ID) tariffId!: string;
  @Field(() => DecimalScalar) price!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Left out: the first period of each service that is not charged yet.',
  })
  from?: string | null;
  @Field(() => PriceScope, { nullable: true, defaultValue: PriceScope.THOSE_AT_THE_OLD_PRICE })
  scope!: PriceScope | null;
}

@ObjectType('PriceEffect', {
  description:
    'What a new price changes. The sums are of the services it changes, price x quantity less the discounts of the day from which it holds for each, as the tariff is priced (tax inside or not).',
})
export class PriceEffectType {
  @Field(() => Int) services!: number;
  @Field(() => Int) customers!: number;
  @Field(() => [MoneyType]) monthlyBefore!: MoneyType[];
  @Field(() => [MoneyType]) monthlyAfter!: MoneyType[];
  @Field(() => String) fingerprint!: string;
}

@ObjectType('DatedPrice', { description: 'Holds until the day on which the next one begins.' })
export class DatedPriceType {
  @Field(() => DateScalar, { nullable: true, description: 'null: from the beginning.' })
  from!: string | null;
  @Field(() => DecimalScalar) price!: string;
}

@ObjectType('TariffPriceChange', { description: 'Who changed the price, and for whom.' })
export class TariffPriceChangeType {
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => String) by!: string;
  @Field(() => DecimalScalar) before!: string;
  @Field(() => DecimalScalar) price!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'null: from the first period of each service that was not charged.',
  })
  from!: string | null;
  @Field(() => PriceScope) scope!: PriceScope;
  @Field(() => Boolean, { description: 'A planned one that was taken back.' })
  takenBack!: boolean;
}
