import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';

/** Where it stands what is owed. */
export enum OwedIn {
  INVOICES = 'INVOICES',
  BALANCES = 'BALANCES',
}
registerEnumType(OwedIn, { name: 'OwedIn' });

@ObjectType('FinanceMetrics')
export class FinanceMetricsType {
  @Field(() => DateTimeScalar) asOf!: Date;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar, { description: 'issuedThisMonth less voidedThisMonth.' })
  invoicedThisMonth!: string;
  @Field(() => DecimalScalar, { description: 'receivedThisMonth less reversedThisMonth.' })
  paidThisMonth!: string;
  @Field(() => DecimalScalar, { description: 'The invoices dated this month that stand.' })
  issuedThisMonth!: string;
  @Field(() => DecimalScalar, {
    description: 'Invoices of earlier months that were made void this month.',
  })
  voidedThisMonth!: string;
  @Field(() => DecimalScalar, { description: 'The payments dated this month that stand.' })
  receivedThisMonth!: string;
  @Field(() => DecimalScalar, {
    description: 'Payments of earlier months that were reversed this month.',
  })
  reversedThisMonth!: string;
  @Field(() => DecimalScalar, { description: 'The credit notes dated this month.' })
  creditedThisMonth!: string;
  @Field(() => DecimalScalar, { description: 'Money given back this month.' })
  refundedThisMonth!: string;
  @Field(() => DecimalScalar, {
    description: 'Debts written off this month, less write-offs that were taken back in it.',
  })
  writtenOffThisMonth!: string;
  @Field(() => OwedIn, {
    description:
      'What outstanding and overdue add up: due of open invoices, or, where nothing was ever invoiced, debts of customers, overdue those of blocked ones.',
  })
  owedIn!: OwedIn;
  @Field(() => DecimalScalar) outstanding!: string;
  @Field(() => DecimalScalar) overdue!: string;
  @Field(() => Int) overdueCount!: number;
  @Field(() => Int) activeCustomers!: number;
  @Field(() => Int) blockedCustomers!: number;
  @Field(() => DecimalScalar) monthlyRecurringRevenue!: string;
  @Field(() => DecimalScalar) averageRevenuePerUser!: string;
  @Field(() => DecimalScalar) invoicedLastMonth!: string;
  @Field(() => DecimalScalar) paidLastMonth!: string;
  @Field(() => DecimalScalar) monthlyRecurringRevenueLastMonth!: string;
  @Field(() => Int) openInvoiceCount!: number;
  @Field(() => Int) runsWaiting!: number;
  @Field(() => Int) newCustomersThisMonth!: number;
}

@ObjectType('FinanceMonth')
export class FinanceMonthType {
  @Field(() => DateScalar) month!: string;
  @Field(() => DecimalScalar) invoiced!: string;
  @Field(() => DecimalScalar) paid!: string;
}
