import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { PaymentMethod } from '../settings/index.ts';

export enum GatewayKind {
  SANDBOX = 'SANDBOX',
  STRIPE = 'STRIPE',
  PAYPAL = 'PAYPAL',
}
registerEnumType(GatewayKind, { name: 'GatewayKind' });
export enum GatewayMode {
  TEST = 'TEST',
  LIVE = 'LIVE',
}
registerEnumType(GatewayMode, { name: 'GatewayMode' });

@ObjectType('GatewayAccount', { description: "A partner's account at a payment provider." })
export class GatewayAccountType {
  @Field(() => ID) id!: string;
  @Field(() => GatewayKind) kind!: GatewayKind;
  @Field(() => GatewayMode) mode!: GatewayMode;
  @Field(() => Boolean) enabled!: boolean;
  @Field(() => Boolean, {
    description: 'An account of a partner above that shares it: the money lands there.',
  })
  inherited!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Whose account it is, where it is inherited.',
  })
  inheritedFrom!: string | null;
  @Field(() => Boolean) sharedBelow!: boolean;
  @Field(() => [PaymentMethod], { description: 'In the order of offer.' })
  methods!: PaymentMethod[];
  @Field(() => DecimalScalar, {
    description: 'What is passed on to the customer of what the provider takes.',
  })
  feePercent!: string;
  @Field(() => DecimalScalar) feeFixed!: string;
  @Field(() => String, { description: 'Where the provider reports to.' }) webhookUrl!: string;
  @Field(() => Boolean) hasSecrets!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Why nobody can pay through it now; null when customers can.',
  })
  unusable!: string | null;
}

@InputType()
export class GatewayAccountInput {
  @Field(() => [PaymentMethod], { nullable: true }) methods?: PaymentMethod[] | null;
  @Field(() => GatewayKind) kind!: GatewayKind;
  @Field(() => GatewayMode) mode!: GatewayMode;
  @Field(() => Boolean, { nullable: true, defaultValue: true }) enabled?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) sharedBelow?: boolean | null;
  @Field(() => DecimalScalar, { nullable: true }) feePercent?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) feeFixed?: string | null;
  @Field(() => JSONScalar, { nullable: true }) secrets?: unknown;
}

@ObjectType('OnlinePayment', { description: 'What a customer may pay through in the portal.' })
export class OnlinePaymentType {
  @Field(() => ID, { description: "For startCheckout's gatewayId." }) gatewayId!: string;
  @Field(() => GatewayKind) kind!: GatewayKind;
  @Field(() => Boolean, { description: 'No real money moves.' }) test!: boolean;
  @Field(() => Boolean, { description: 'Whether a card can be saved there.' })
  keepsCards!: boolean;
  @Field(() => DecimalScalar, {
    description:
      'What this customer pays on top: round(amount x feePercent / 100 + feeFixed); 0 for consumers in the European Economic Area.',
  })
  feePercent!: string;
  @Field(() => DecimalScalar) feeFixed!: string;
}

@ObjectType('BankTransfer', {
  description: 'Where money for a customer is transferred to, as its invoices say.',
})
export class BankTransferType {
  @Field(() => String) name!: string;
  @Field(() => String) iban!: string;
  @Field(() => String, { nullable: true }) bic!: string | null;
  @Field(() => String, { nullable: true }) bankName!: string | null;
}
