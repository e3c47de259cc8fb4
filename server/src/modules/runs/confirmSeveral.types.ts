import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { BillingRunType } from './runs.types.ts';

@InputType()
export class RunToConfirmInput {
  @Field(() => ID) id!: string;
  @Field(() => String) fingerprint!: string;
}

@ObjectType('ConfirmRefusal')
class ConfirmRefusalType {
  @Field(() => String, { nullable: true }) reason!: string | null;
  @Field(() => String) message!: string;
}
@ObjectType('ConfirmedRun')
export class ConfirmedRunType {
  @Field(() => BillingRunType) run!: BillingRunType;
  @Field(() => ConfirmRefusalType, {
    nullable: true,
    description: 'Why it is not confirmed; null when it is, now or before.',
  })
  refusal!: ConfirmRefusalType | null;
}
