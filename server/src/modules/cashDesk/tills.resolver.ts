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
} from 'type-graphql';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DecimalScalar } from '../../kit/scalars.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { loadPartnerPayments, PaymentMethod } from '../settings/index.ts';
import {
  decimal,
  TillInput,
  TillSessionType,
  TillType,
  TillUpdateInput,
  TillUserType,
  toTill,
} from './cashDesk.types.ts';
import { cashierOf, foundTill, listsOf, sessionOf } from './loaders.ts';
import { openSessions } from './sessions.store.ts';
import { changeTill, createTill } from './tills.service.ts';
import { listTills, usersOfTills } from './tills.store.ts';

@Resolver(() => TillType)
export class TillsResolver {
  @Authorized('cash-desk:use', 'cash-desk:manage')
  @Query(() => [TillType], {
    description: 'Those that the viewer may use; all, archived ones too, for who manages the desk.',
  })
  async tills(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<TillType[]> {
    const { userId, manages } = cashierOf(ctx);
    const place =
      partnerId == null ? null : await partnerRecords.found(ctx, idInput(partnerId, 'partnerId'));
    const asked = { path: place?.path ?? null, userId: manages ? null : userId };
    return (await ctx.sql((sql) => listTills(sql, asked))).map(toTill);
  }

  @Authorized('cash-desk:manage')
  @Mutation(() => TillType)
  async createTill(
    @Arg('input', () => TillInput) input: TillInput,
    @Ctx() ctx: Context,
  ): Promise<TillType> {
    const partnerId = idInput(input.partnerId, 'partnerId');
    const id = await ctx.sql((sql) => createTill(sql, { ...input, partnerId }));
    return foundTill(ctx, id);
  }

  @Authorized('cash-desk:manage')
  @Mutation(() => TillType)
  async updateTill(
    @ArgId('id') id: string,
    @Arg('input', () => TillUpdateInput) input: TillUpdateInput,
    @Ctx() ctx: Context,
  ): Promise<TillType> {
    await ctx.sql((sql) => changeTill(sql, id, input));
    return foundTill(ctx, id);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() till: TillType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, till.partnerId);
  }

  @FieldResolver(() => TillSessionType, {
    nullable: true,
    description: 'The open one; of another cashier only who manages the desk sees it.',
  })
  async session(@Root() till: TillType, @Ctx() ctx: Context): Promise<TillSessionType | null> {
    const { userId, manages } = cashierOf(ctx);
    const [open] = await openOf(ctx, till);
    return open && (manages || open.userId === userId) ? sessionOf(ctx, open) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who has it open; null: nobody.',
  })
  async usedBy(@Root() till: TillType, @Ctx() ctx: Context): Promise<string | null> {
    const [open] = await openOf(ctx, till);
    return open?.openedBy ?? null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may open it.' })
  async mine(@Root() till: TillType, @Ctx() ctx: Context): Promise<boolean> {
    const users = await usersOf(ctx, till);
    return users.some(({ id }) => id === ctx.someone.id);
  }

  @FieldResolver(() => [TillUserType], { description: 'Who may use it; for who manages the desk.' })
  async users(@Root() till: TillType, @Ctx() ctx: Context): Promise<TillUserType[]> {
    if (!cashierOf(ctx).manages) return [];
    return (await usersOf(ctx, till)).map(({ id, name }) =>
      Object.assign(new TillUserType(), { id, name }),
    );
  }

  @FieldResolver(() => [PaymentMethod], { description: 'What is taken at it.' })
  async methods(@Root() till: TillType, @Ctx() ctx: Context): Promise<PaymentMethod[]> {
    return (await loadPartnerPayments(ctx, till.partnerId)).cashDeskMethods;
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'The step to which cash that pays all is rounded.',
  })
  async cashRounding(@Root() till: TillType, @Ctx() ctx: Context): Promise<string | null> {
    const { cashRounding } = await loadPartnerPayments(ctx, till.partnerId);
    if (cashRounding === null) return null;
    const step = roundToMinor(fromDecimal(cashRounding), currencyDigits(till.currency));
    return step > 0n ? decimal(step, till.currency) : null;
  }
}

function openOf(ctx: Context, till: TillType) {
  return listsOf(ctx, 'till.session', till.id, openSessions, (row) => row.tillId);
}

function usersOf(ctx: Context, till: TillType) {
  return listsOf(ctx, 'till.users', till.id, usersOfTills, (row) => row.tillId);
}
