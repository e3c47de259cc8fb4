import { reasonsOf, likenessScore } from '@backhaul/domain/customers/likeness';
import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import { sliceSize } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { badInput, forbidden } from '../../platform/refusal.ts';
import { customerRecords } from '../customers/index.ts';
import { belowPath } from '../partners/index.ts';
import {
  alikeCustomers,
  comparedWith,
  ignoreDuplicate,
  placeOfPartner,
} from './duplicates.service.ts';
import { pairsIn, pairsOf, type Pair } from './duplicates.store.ts';
import { AlikeCustomerType, AlikeInput, DuplicateCandidateType } from './duplicates.types.ts';

const OFFSET_MAX = 10_000;
/** Each is two customers, with whatever is asked of both. */
const PAIRS_USUAL = 10;

@Resolver()
export class DuplicatesResolver {
  @Authorized('customers:read')
  @Query(() => [DuplicateCandidateType], {
    description:
      'Customers who may be one, likeliest first, those left out of whom somebody said that they are not. partnerId: at that partner and below; customerId: those of a customer, who is always `customer`. 200 at most. What more than 20 customers share says nothing.',
  })
  async duplicateCandidates(
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @ArgId('customerId', { nullable: true }) customerId: string | null | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: PAIRS_USUAL }) first: number | null,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DuplicateCandidateType[]> {
    const scopePath = staffPath(ctx);
    const page = { first: sliceSize(first ?? PAIRS_USUAL), offset: offset ?? 0 };
    if (page.offset < 0 || page.offset > OFFSET_MAX)
      throw badInput({ offset: `must be between 0 and ${OFFSET_MAX}` });
    const customer = customerId ? await customerRecords.found(ctx, customerId) : null;
    const pairs = await ctx.sql(async (sql) => {
      const place = partnerId ? await placeOfPartner(sql, partnerId) : null;
      if (!customer) return pairsIn(sql, place ?? belowPath(scopePath), page);
      return pairsOf(
        sql,
        place ?? comparedWith(scopePath, customer.partnerPath),
        customer.id,
        page,
      );
    });
    const found = await Promise.all(pairs.map((pair) => toCandidate(ctx, pair)));
    return found.filter((each) => each !== null);
  }

  @Authorized('customers:read')
  @Query(() => [AlikeCustomerType], {
    description: 'The customers inside the scope who may be who is typed, 5 at most.',
  })
  async alikeCustomers(
    @Arg('input', () => AlikeInput) input: AlikeInput,
    @Ctx() ctx: Context,
  ): Promise<AlikeCustomerType[]> {
    const scopePath = staffPath(ctx);
    const alike = await ctx.sql((sql) => alikeCustomers(sql, scopePath, input));
    const found = await Promise.all(
      alike.map(async ({ id, bits }) => {
        const customer = await customerRecords.load(ctx, id);
        return customer && Object.assign(new AlikeCustomerType(), { customer, ...said(bits) });
      }),
    );
    return found.filter((each) => each !== null);
  }

  @Authorized('customers:write')
  @Mutation(() => Boolean, {
    description: 'They are not the same: neither is a candidate of the other any more.',
  })
  async ignoreDuplicate(
    @ArgId('customerId') customerId: string,
    @ArgId('otherId') otherId: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await ctx.sql((sql) => ignoreDuplicate(sql, customerId, otherId));
    return true;
  }
}

/** Where the viewer stands; customers themselves are refused. */
function staffPath({ scope }: Context): string {
  if (scope.kind === 'customer' || scope.kind === 'nobody') throw forbidden();
  return scope.path;
}

function said(bits: number): Pick<DuplicateCandidateType, 'reasons' | 'score'> {
  const reasons = reasonsOf(bits);
  return { reasons, score: likenessScore(reasons) };
}

async function toCandidate(ctx: Context, pair: Pair): Promise<DuplicateCandidateType | null> {
  const [customer, other] = await Promise.all([
    customerRecords.load(ctx, pair.customerId),
    customerRecords.load(ctx, pair.otherId),
  ]);
  return (
    customer &&
    other &&
    Object.assign(new DuplicateCandidateType(), { customer, other, ...said(pair.bits) })
  );
}
