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
  @Field(() => DecimalScalar) invoicedThisMonth!: string;
  @Field(() => DecimalScalar) paidThisMonth!: string;
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
