import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { formatKnown } from '@backhaul/domain/money/money';
import { ArgId } from '../../kit/argId.ts';
import type { PaymentTask } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { partnerRecords, placesLookedAt } from '../partners/index.ts';
import { paymentRecords } from './payments.records.ts';
import { PaymentType } from './payments.types.ts';
import { closePaymentTask } from './tasks.service.ts';

/** As many as a person reads through. */
const SHOWN_MAX = 100;

export enum PaymentTaskKind {
  /** Booked as it came; where nothing came, not at all. */
  OTHER_AMOUNT = 'OTHER_AMOUNT',
  /** Not booked. */
  OTHER_CURRENCY = 'OTHER_CURRENCY',
  /** The provider says something else of what is booked already. */
  AFTER_PAID = 'AFTER_PAID',
  /** The bank or provider took it back, for a reason that a person has to look at. */
  RETURNED = 'RETURNED',
  /** Nothing came by autopay, and no mail could tell the customer so. */
  CHARGE_FAILED = 'CHARGE_FAILED',
}
registerEnumType(PaymentTaskKind, { name: 'PaymentTaskKind' });

@ObjectType('PaymentTask', {
  description: 'What a person has to look at about money that came in; payment null: not booked.',
})
export class PaymentTaskType {
  @Field(() => ID) id!: string;
  @Field(() => PaymentTaskKind) kind!: PaymentTaskKind;
  @Field(() => DecimalScalar, { nullable: true }) askedAmount!: string | null;
  @Field(() => String, { nullable: true }) askedCurrency!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Null in a currency of unknown digits, and where only the words say it.',
  })
  receivedAmount!: string | null;
  @Field(() => String, { nullable: true }) receivedCurrency!: string | null;
  @Field(() => String) words!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  paymentId!: string | null;
}

function toTask(row: PaymentTask): PaymentTaskType {
  const { id, words, createdAt, customerId, paymentId, askedCurrency, receivedCurrency } = row;
  return Object.assign(new PaymentTaskType(), {
    id,
    kind: row.kind as PaymentTaskKind,
    askedAmount: amountIn(row.askedMinor, askedCurrency),
    askedCurrency,
    receivedAmount: amountIn(row.receivedMinor, receivedCurrency),
    receivedCurrency,
    words,
    createdAt,
    customerId,
    paymentId,
  });
}

function amountIn(minor: bigint | null, currency: string | null): string | null {
  return minor === null || currency === null ? null : formatKnown(minor, currency);
}

@Resolver(() => PaymentTaskType)
export class PaymentTasksResolver {
  @Authorized('payments:read')
  @Query(() => [PaymentTaskType], { description: 'The open ones, newest first, 100 at most.' })
  async paymentTasks(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<PaymentTaskType[]> {
    const place = partnerId == null ? null : idInput(partnerId, 'partnerId');
    if (place) await partnerRecords.found(ctx, place);
    const rows = await ctx.read(async (tx) =>
      tx.paymentTask.findMany({
        where: {
          closedAt: null,
          AND: await placesLookedAt(ctx, tx, { partnerId: place }),
        },
        orderBy: { id: 'desc' },
        take: SHOWN_MAX,
      }),
    );
    return rows.map(toTask);
  }

  @Authorized('payments:write')
  @Mutation(() => Boolean, {
    description: 'note: what was done about it. Takes payments:read too.',
  })
  async closePaymentTask(
    @ArgId('id') id: string,
    @Arg('note', () => String) note: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    // nobody closes what it may not read
    ctx.need('payments:read');
    await ctx.sql((sql) => closePaymentTask(sql, id, note));
    return true;
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() task: PaymentTaskType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, task.customerId);
  }

  @FieldResolver(() => PaymentType, { nullable: true })
  async payment(@Root() task: PaymentTaskType, @Ctx() ctx: Context): Promise<PaymentType | null> {
    return task.paymentId ? paymentRecords.load(ctx, task.paymentId) : null;
  }
}

@Resolver(() => PaymentType)
export class PaymentFlagResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'What a person should look at, in words, until somebody has; staff only.',
  })
  async flag(@Root() payment: PaymentType, @Ctx() ctx: Context): Promise<string | null> {
    if (ctx.viewer?.kind === 'CUSTOMER') return null;
    const open = await ctx.loadMany(
      'payment.flag',
      payment.id,
      (tx, ids) => tx.paymentTask.findMany({ where: { paymentId: { in: ids }, closedAt: null } }),
      (task) => task.paymentId!,
    );
    return open.length ? open.map(({ words }) => words).join(' ') : null;
  }
}
