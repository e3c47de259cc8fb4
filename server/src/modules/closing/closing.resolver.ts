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
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { covers } from '../../tenancy/scope.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { closeBooks } from './closing.service.ts';
import { closingsOf, lastClosings, openThrough } from './closing.store.ts';
import { BooksClosingEntryType, BooksClosingType, BooksOpenType } from './closing.types.ts';

const HISTORY = 20;

async function closingOf(ctx: Context, partnerId: string): Promise<BooksClosingType> {
  const partner = await partnerRecords.found(ctx, partnerId);
  const [closing] = await ctx.read((tx) => closingsOf(tx, [partner.id]));
  // who works for a partner above is nobody's matter below it
  const seen = closing && covers(ctx.scope, closing.originPath);
  return Object.assign(new BooksClosingType(), {
    partnerId: partner.id,
    closedThrough: closing?.through ?? null,
    closedBy: seen ? closing.closedBy : null,
    closedAt: closing?.closedAt ?? null,
    closedFor: seen ? closing.originId : null,
    closedAbove: Boolean(closing && closing.originId !== partner.id),
  });
}

@Resolver(() => BooksClosingType)
export class ClosingResolver {
  @Authorized('books:read')
  @Query(() => BooksClosingType)
  booksClosing(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<BooksClosingType> {
    return closingOf(ctx, partnerId);
  }

  @Authorized('books:close')
  @Mutation(() => BooksClosingType, {
    description:
      'Dates up to it can no longer be written to; null opens again (a permission of its own, recorded).',
  })
  async closeBooks(
    @ArgId('partnerId') partnerId: string,
    @Arg('through', () => DateScalar, { nullable: true }) through: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<BooksClosingType> {
    const mayReopen = ctx.can('books:reopen');
    await ctx.sql((sql) => closeBooks(sql, partnerId, through ?? null, mayReopen));
    return closingOf(ctx, partnerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() closing: BooksClosingType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, closing.partnerId);
  }

  @FieldResolver(() => BooksOpenType)
  open(
    @Root() closing: BooksClosingType,
    @Arg('through', () => DateScalar) through: string,
    @Ctx() ctx: Context,
  ): Promise<BooksOpenType> {
    return ctx.read((tx) => openThrough(tx, closing.partnerId, through));
  }

  @FieldResolver(() => [BooksClosingEntryType], {
    description: "The partner's own last closings and openings, latest first.",
  })
  history(
    @Root() closing: BooksClosingType,
    @Ctx() ctx: Context,
  ): Promise<BooksClosingEntryType[]> {
    return ctx.read((tx) => lastClosings(tx, closing.partnerId, HISTORY));
  }
}
