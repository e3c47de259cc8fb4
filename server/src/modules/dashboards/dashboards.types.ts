import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../graphql/scalars.ts';

@ObjectType('FinanceMetrics')
export class FinanceMetricsType {
  @Field(() => DateTimeScalar) asOf!: Date;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) invoicedThisMonth!: string;
  @Field(() => DecimalScalar) paidThisMonth!: string;
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
