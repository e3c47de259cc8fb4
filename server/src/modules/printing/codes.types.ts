import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum PaymentCodeKind {
  EPC = 'EPC',
  SWISS_QR_BILL = 'SWISS_QR_BILL',
}
registerEnumType(PaymentCodeKind, { name: 'PaymentCodeKind' });

@ObjectType('PaymentCodeCheck', {
  description: 'Whether invoices of a company carry a code to pay by.',
})
export class PaymentCodeCheckType {
  @Field(() => PaymentCodeKind) kind!: PaymentCodeKind;
  @Field(() => String, { nullable: true, description: 'Why not, in words; null: they do.' })
  why!: string | null;
}
