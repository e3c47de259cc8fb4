import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Dispute } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { placesLookedAt, partnerRecords } from '../partners/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';

/** As many as a person reads through. */
const SHOWN_MAX = 200;

enum DisputeStatus {
  /** Nothing was taken yet. */
  OPEN = 'OPEN',
  /** The provider took the money back until it is decided. */
  WITHDRAWN = 'WITHDRAWN',
  WON = 'WON',
  LOST = 'LOST',
}
registerEnumType(DisputeStatus, { name: 'DisputeStatus' });

@ObjectType('Dispute', { description: 'A payment that its customer took up with its bank.' })
export class DisputeType {
  @Field(() => ID) id!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DisputeStatus) status!: DisputeStatus;
  @Field(() => String, { description: 'In words.' }) reason!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the provider takes an answer; it is given there.',
  })
  answerBy!: Date | null;
  @Field(() => DateTimeScalar) openedAt!: Date;
  /** For the field resolvers; not in the schema. */
  paymentId!: string;
}

function toDispute({ id, amountMinor, currency, ...row }: Dispute): DisputeType {
  return Object.assign(new DisputeType(), {
    id,
    amount: formatMinor(amountMinor, currencyDigits(currency)),
    status: row.status as DisputeStatus,
    reason: row.reason,
    answerBy: row.answerBy,
    openedAt: row.openedAt,
    paymentId: row.paymentId,
  });
}

@Resolver(() => DisputeType)
export class DisputesResolver {
  @Authorized('payments:read')
  @Query(() => [DisputeType], { description: 'Newest first, 200 at most.' })
  async disputes(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Arg('status', () => DisputeStatus, { nullable: true })
    status: DisputeStatus | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DisputeType[]> {
    const place = partnerId == null ? null : idInput(partnerId, 'partnerId');
    if (place) await partnerRecords.found(ctx, place);
    const rows = await ctx.read(async (tx) =>
      tx.dispute.findMany({
        where: {
          ...(status ? { status } : {}),
          AND: await placesLookedAt(ctx, tx, { partnerId: place }),
        },
        orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
        take: SHOWN_MAX,
      }),
    );
    return rows.map(toDispute);
  }

  @FieldResolver(() => PaymentType)
  payment(@Root() dispute: DisputeType, @Ctx() ctx: Context): Promise<PaymentType | null> {
    return paymentRecords.load(ctx, dispute.paymentId);
  }
}
