import { Field, ObjectType, registerEnumType } from 'type-graphql';
import {
  CHANGE_KINDS,
  type ChangeKind,
  type LineChange,
} from '@backhaul/domain/charging/lineChange';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';

const LineChangeKind = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, kind])) as {
  [Kind in ChangeKind]: Kind;
};
registerEnumType(LineChangeKind, {
  name: 'LineChangeKind',
  description:
    'ENDED and PAUSED: charged no more, or for fewer days. CHARGED_NOW and NOT_CHARGED_NOW: a service that goes on and that only one of the two charges takes. OTHER: description says it.',
});

@ObjectType('LineChange', {
  description: 'Why a charge differs from another one of the customer, in one respect.',
})
export class LineChangeType {
  @Field(() => String, { description: "The service's, or the text of what is charged once." })
  description!: string;
  @Field(() => LineChangeKind) kind!: ChangeKind;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day it holds, or the last day of what ended.',
  })
  on!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'A unit price (PRICE), a quantity, days (PRORATED, ENDED, PAUSED), a percent (TAX), else an amount. Null where there is nothing to tell.',
  })
  before!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) now!: string | null;
  @Field(() => DecimalScalar, {
    description: 'Tax included. The amounts of all changes add up to the difference exactly.',
  })
  amount!: string;
  /** For the field resolver; not in the schema. */
  serviceId!: string | null;
}

export function toLineChange(change: LineChange, currency: string): LineChangeType {
  const amount = formatMinor(change.amount, currencyDigits(currency));
  return Object.assign(new LineChangeType(), { ...change, amount });
}
