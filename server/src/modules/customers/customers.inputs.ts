import { Field, ID, InputType } from 'type-graphql';
import { DateScalar, JSONScalar } from '../../kit/scalars.ts';
import { AddressInput } from '../addresses/index.ts';
import { CustomerBillingInput } from './billing.types.ts';
import { BillingType, CustomerKind, CustomerStatus } from './customers.types.ts';

@InputType()
export class CustomerInput {
  @Field(() => ID) partnerId!: string;
  @Field(() => String, { nullable: true }) externalId?: string | null;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) login?: string | null;
  @Field(() => String, { nullable: true }) password?: string | null;
  @Field(() => CustomerStatus, { nullable: true }) status?: CustomerStatus | null;
  @Field(() => BillingType, { nullable: true }) billingType?: BillingType | null;
  @Field(() => CustomerBillingInput, { nullable: true }) billing?: CustomerBillingInput | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => String, { nullable: true }) street?: string | null;
  @Field(() => String, { nullable: true }) city?: string | null;
  @Field(() => String, { nullable: true }) zip?: string | null;
  @Field(() => String, { nullable: true }) country?: string | null;
  @Field(() => CustomerKind, { nullable: true }) kind?: CustomerKind | null;
  @Field(() => String, { nullable: true }) taxNumber?: string | null;
  @Field(() => String, { nullable: true }) vatId?: string | null;
  @Field(() => String, { nullable: true }) registrationNumber?: string | null;
  @Field(() => [ID], { nullable: true }) labelIds?: string[] | null;
  @Field(() => ID, { nullable: true }) locationId?: string | null;
  @Field(() => [AddressInput], { nullable: true }) addresses?: AddressInput[] | null;
  @Field(() => DateScalar, { nullable: true }) createdOn?: string | null;
}

@InputType()
export class CustomerUpdateInput {
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) login?: string | null;
  @Field(() => String, { nullable: true }) password?: string | null;
  @Field(() => CustomerStatus, { nullable: true }) status?: CustomerStatus | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => String, { nullable: true }) street?: string | null;
  @Field(() => String, { nullable: true }) city?: string | null;
  @Field(() => String, { nullable: true }) zip?: string | null;
  @Field(() => String, { nullable: true }) country?: string | null;
  @Field(() => CustomerKind, { nullable: true }) kind?: CustomerKind | null;
  @Field(() => String, { nullable: true }) taxNumber?: string | null;
  @Field(() => String, { nullable: true }) vatId?: string | null;
  @Field(() => String, { nullable: true }) registrationNumber?: string | null;
  @Field(() => [ID], { nullable: true, description: 'All that it has from now on.' })
  labelIds?: string[] | null;
  @Field(() => ID, { nullable: true }) locationId?: string | null;
  @Field(() => [AddressInput], {
    nullable: true,
    description: 'All that it has from now on; its own stays where there is no MAIN.',
  })
  addresses?: AddressInput[] | null;
}
