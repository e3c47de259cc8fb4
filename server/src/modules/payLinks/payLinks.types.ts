import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { OnlinePaymentType } from '../checkout/index.ts';
import { BrandingType } from '../company/index.ts';
import { InvoiceStatus } from '../invoices/index.ts';

@ObjectType('PaymentLink', {
  description: 'Where an invoice is paid without signing in.',
})
export class PaymentLinkType {
  @Field(() => String) url!: string;
  @Field(() => DateTimeScalar, { description: 'Until then it works, unless it is taken back.' })
  expiresAt!: Date;
}

@ObjectType('PaymentLinkTransfer', {
  description: 'Where the money is transferred to instead, as the invoice prints it.',
})
export class PaymentLinkTransferType {
  @Field(() => String) name!: string;
  @Field(() => String) iban!: string;
  @Field(() => String, { nullable: true }) bic!: string | null;
  @Field(() => String, { nullable: true }) bankName!: string | null;
}

@ObjectType('PaymentLinkView', {
  description:
    'All that whoever holds the link sees; due is null when nothing can be paid any more, state says why.',
})
export class PaymentLinkViewType {
  @Field(() => String) partnerName!: string;
  @Field(() => String) invoiceNumber!: string;
  @Field(() => DateScalar) dueDate!: string;
  @Field(() => DecimalScalar, { nullable: true }) due!: string | null;
  @Field(() => String) currency!: string;
  @Field(() => InvoiceStatus) state!: InvoiceStatus;
  @Field(() => BrandingType, { description: 'How the pages of the partner look.' })
  branding!: BrandingType;
  @Field(() => Boolean, { description: 'Of a test partner: nothing of it is real.' })
  test!: boolean;
  @Field(() => [OnlinePaymentType], {
    description: "For payByLink's gatewayId, in the order of offer; empty: nobody can pay online.",
  })
  onlinePayment!: OnlinePaymentType[];
  @Field(() => PaymentLinkTransferType, {
    nullable: true,
    description: 'Null where the partner prints no bank account.',
  })
  bankTransfer!: PaymentLinkTransferType | null;
}
