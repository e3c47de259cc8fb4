import type { LikenessReason } from '@backhaul/domain/customers/likeness';
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { CustomerType } from '../customers/index.ts';

const REASONS = 'TAX_NUMBER, IBAN, EMAIL, PHONE or NAME_AND_ADDRESS, what says most first.';
const SCORE = 'How likely they are one, from 0 to 1.';

@ObjectType('DuplicateCandidate', { description: 'Two customers who may be one.' })
export class DuplicateCandidateType {
  @Field(() => CustomerType) customer!: CustomerType;
  @Field(() => CustomerType) other!: CustomerType;
  @Field(() => [String], { description: REASONS }) reasons!: LikenessReason[];
  @Field(() => Float, { description: SCORE }) score!: number;
}

@ObjectType('AlikeCustomer', { description: 'A customer who may be who is typed.' })
export class AlikeCustomerType {
  @Field(() => CustomerType) customer!: CustomerType;
  @Field(() => [String], { description: REASONS }) reasons!: LikenessReason[];
  @Field(() => Float, { description: SCORE }) score!: number;
}

@InputType({ description: 'What is typed of a customer that is not there yet, as far as it is.' })
export class AlikeInput {
  @Field(() => ID, { nullable: true, description: 'Of whom it is to become a customer.' })
  partnerId?: string | null;
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => String, { nullable: true }) taxNumber?: string | null;
  @Field(() => String, { nullable: true }) vatId?: string | null;
  @Field(() => String, { nullable: true }) street?: string | null;
  @Field(() => String, { nullable: true }) zip?: string | null;
  @Field(() => String, { nullable: true }) city?: string | null;
}
