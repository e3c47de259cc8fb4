import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { changes } from '../../kit/live.ts';
import { DecimalScalar } from '../../kit/scalars.ts';
import { partnerRecords } from '../partners/index.ts';
import {
  decimal,
  TillCountType,
  TillMovementKind,
  TillMovementType,
  TillPieceInput,
  TillSessionStatus,
  TillSessionType,
  TillTotalType,
  TillType,
  toTill,
} from './cashDesk.types.ts';
import { cashierOf, foundSession, sessionOf, tillOf } from './loaders.ts';
import { cashOfSession, countsOfSession, isBlind, movementsOfSession } from './sessionFigures.ts';
import {
  approveDifference,
  closeTill,
  countTill,
  moveTillCash,
  openTill,
} from './sessions.service.ts';
import { listSessions } from './sessions.store.ts';
import { totalsOf } from './totals.ts';

/** As many as a person looks through. */
const SHOWN_MAX = 100;

@Resolver(() => TillSessionType)
export class TillSessionsResolver {
  @Authorized('cash-desk:use', 'cash-desk:manage')
  @Query(() => TillSessionType)
  tillSession(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<TillSessionType> {
    return foundSession(ctx, id);
  }

  @Authorized('cash-desk:manage')
  @Query(() => [TillSessionType], { description: 'The latest first, 100 at most.' })
  async tillSessions(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Arg('tillId', () => ID, { nullable: true }) tillId: string | null | undefined,
    @Arg('status', () => TillSessionStatus, { nullable: true })
    status: TillSessionStatus | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<TillSessionType[]> {
    const place =
      partnerId == null ? null : await partnerRecords.found(ctx, idInput(partnerId, 'partnerId'));
    const asked = {
      path: place?.path ?? null,
      tillId: tillId == null ? null : idInput(tillId, 'tillId'),
      status: status ?? null,
    };
    const rows = await ctx.sql((sql) => listSessions(sql, asked, SHOWN_MAX));
    return Promise.all(rows.map((row) => sessionOf(ctx, row)));
  }

  @Authorized('cash-desk:use', 'cash-desk:manage')
  @Subscription(() => TillSessionType, {
    name: 'tillSession',
    // asked for once before: what is not there is refused at once and not watched
    subscribe: async ({ context, args }) => {
      const { id } = await foundSession(context as Context, String((args as { id: string }).id));
      await (context as Context).endReads();
      return changes(context as Context, (signal) => signal.topic === 'till' && signal.id === id);
    },
  })
  tillSessionChanged(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<TillSessionType> {
    return foundSession(ctx, id);
  }

  @Authorized('cash-desk:use')
  @Mutation(() => TillSessionType)
  async openTill(
    @ArgId('tillId') tillId: string,
    @Arg('float', () => DecimalScalar) float: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<TillSessionType> {
    const id = await ctx.sql((sql) =>
      openTill(sql, cashierOf(ctx), { tillId, float, reason }, ctx.app.clock.today),
    );
    return foundSession(ctx, id);
  }

  @Authorized('cash-desk:use', 'cash-desk:manage')
  @Mutation(() => TillSessionType)
  async moveTillCash(
    @ArgId('sessionId') sessionId: string,
    @Arg('kind', () => TillMovementKind) kind: TillMovementKind,
    @Arg('amount', () => DecimalScalar) amount: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<TillSessionType> {
    await ctx.sql((sql) => moveTillCash(sql, cashierOf(ctx), { sessionId, kind, amount, reason }));
    return foundSession(ctx, sessionId);
  }

  @Authorized('cash-desk:use', 'cash-desk:manage')
  @Mutation(() => TillSessionType, {
    description:
      'counted: what is in the drawer; left: what of it stays there. Every count is kept.',
  })
  async closeTill(
    @ArgId('sessionId') sessionId: string,
    @Arg('counted', () => DecimalScalar) counted: string,
    @Arg('left', () => DecimalScalar) left: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null | undefined,
    @Arg('pieces', () => [TillPieceInput], {
      nullable: true,
      description: 'Of which coins and notes it is; they come to counted.',
    })
    pieces: TillPieceInput[] | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<TillSessionType> {
    const count = { sessionId, counted, left, reason, pieces };
    // two transactions: the count stays though the close is refused
    await ctx.sql((sql) => countTill(sql, cashierOf(ctx), count));
    await ctx.sql((sql) => closeTill(sql, cashierOf(ctx), count, ctx.app.clock.today));
    return foundSession(ctx, sessionId);
  }

  @Authorized('cash-desk:manage')
  @Mutation(() => TillSessionType)
  async approveTillDifference(
    @ArgId('sessionId') sessionId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<TillSessionType> {
    await ctx.sql((sql) => approveDifference(sql, cashierOf(ctx), sessionId, reason));
    return foundSession(ctx, sessionId);
  }

  @FieldResolver(() => TillType)
  async till(@Root() session: TillSessionType, @Ctx() ctx: Context): Promise<TillType> {
    return toTill(await tillOf(ctx, session.row.tillId));
  }

  @FieldResolver(() => Boolean, { description: "The viewer's own." })
  mine(@Root() session: TillSessionType, @Ctx() ctx: Context): boolean {
    return session.row.userId === ctx.someone.id;
  }

  @FieldResolver(() => DecimalScalar, { nullable: true })
  async cashTaken(@Root() session: TillSessionType, @Ctx() ctx: Context): Promise<string | null> {
    if (await isBlind(ctx, session)) return null;
    const taken = (await movementsOfSession(ctx, session))
      .filter(({ kind, method }) => kind === 'PAYMENT' && method === 'CASH')
      .reduce((sum, { amount }) => sum + amount, 0n);
    return decimal(taken, session.currency);
  }

  @FieldResolver(() => DecimalScalar, { nullable: true })
  async expected(@Root() session: TillSessionType, @Ctx() ctx: Context): Promise<string | null> {
    if (await isBlind(ctx, session)) return null;
    return decimal(await cashOfSession(ctx, session), session.currency);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'While it is open: what was counted last.',
  })
  async counted(@Root() session: TillSessionType, @Ctx() ctx: Context): Promise<string | null> {
    return decimal(await countedOf(ctx, session), session.currency);
  }

  @FieldResolver(() => DecimalScalar, { nullable: true })
  async difference(@Root() session: TillSessionType, @Ctx() ctx: Context): Promise<string | null> {
    const counted = await countedOf(ctx, session);
    return counted === null
      ? null
      : decimal(counted - (await cashOfSession(ctx, session)), session.currency);
  }

  @FieldResolver(() => [TillCountType], { description: 'Every count, the first first.' })
  async counts(@Root() session: TillSessionType, @Ctx() ctx: Context): Promise<TillCountType[]> {
    const { currency } = session;
    return (await countsOfSession(ctx, session)).map(({ counted, expected, pieces, ...rest }) =>
      Object.assign(new TillCountType(), {
        ...rest,
        counted: decimal(counted, currency),
        expected: decimal(expected, currency),
        pieces: pieces && pieces.map((each) => ({ ...each, value: decimal(each.value, currency) })),
      }),
    );
  }

  @FieldResolver(() => [TillMovementType], { nullable: true })
  async movements(
    @Root() session: TillSessionType,
    @Ctx() ctx: Context,
  ): Promise<TillMovementType[] | null> {
    if (await isBlind(ctx, session)) return null;
    return (await movementsOfSession(ctx, session)).map((row) =>
      Object.assign(new TillMovementType(), {
        ...row,
        amount: decimal(row.amount, session.currency),
      }),
    );
  }

  @FieldResolver(() => [TillTotalType], { nullable: true })
  async totals(
    @Root() session: TillSessionType,
    @Ctx() ctx: Context,
  ): Promise<TillTotalType[] | null> {
    if (await isBlind(ctx, session)) return null;
    return totalsOf(await movementsOfSession(ctx, session)).map(({ amount, ...total }) =>
      Object.assign(new TillTotalType(), {
        ...total,
        amount: decimal(amount, session.currency),
      }),
    );
  }

  @FieldResolver(() => String, {
    description:
      'Its report as PDF, A4; ?format=80mm for a printer of receipts, ?format=csv as CSV.',
  })
  reportUrl(@Root() session: TillSessionType): string {
    return `/exports/till-sessions/${session.id}.pdf`;
  }
}

async function countedOf(ctx: Context, session: TillSessionType): Promise<bigint | null> {
  return session.row.counted ?? (await countsOfSession(ctx, session)).at(-1)?.counted ?? null;
}
