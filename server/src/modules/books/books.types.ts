import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum AmissKind {
  CUSTOMER = 'CUSTOMER',
  INVOICE = 'INVOICE',
  CREDIT_NOTE = 'CREDIT_NOTE',
  PROFORMA = 'PROFORMA',
  PAYMENT = 'PAYMENT',
  SERVICE = 'SERVICE',
  BILLING_RUN = 'BILLING_RUN',
  PARTNER = 'PARTNER',
}
registerEnumType(AmissKind, {
  name: 'AmissKind',
  description: 'The kind of record that something of the books is wrong with.',
});

@ObjectType('AmissRecord', { description: 'A record for which an invariant does not hold.' })
export class AmissRecordType {
  @Field(() => AmissKind) kind!: AmissKind;
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'What was found, and what it should be.' }) problem!: string;
}

@ObjectType('Invariant', {
  description:
    'name: LEDGER (balance = credits - debits), DOCUMENTS (lines = totals = ledger), NUMBERS (no gaps), ALLOCATIONS (within payments and invoices), NOTES (within their invoice), PERIODS (no service-day twice or lost), SUMS (kept sums = recount).',
})
export class InvariantType {
  @Field(() => String) name!: string;
  @Field(() => Boolean) holds!: boolean;
  @Field(() => Int) checked!: number;
  @Field(() => [String], { description: 'The first hundred, in words.' }) offending!: string[];
  @Field(() => [AmissRecordType], { description: 'The same as records.' })
  records!: AmissRecordType[];
}
