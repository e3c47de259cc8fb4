import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { sliceSize } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { badInput } from '../../platform/refusal.ts';
import { customerRecords, CustomerType } from '../customers/index.ts';
import { invoiceRecords, InvoiceType } from '../invoices/index.ts';
import type { ChangeKind } from './changes.ts';
import { runDunning } from './dunning.service.ts';
import { simulateDunning } from './simulation.ts';
import {
  DunningChangeType,
  DunningKind,
  DunningResultType,
  STATUS_KINDS,
  toDunningResult,
} from './dunning.types.ts';

@Resolver(() => DunningResultType)
export class DunningResolver {
  @Authorized('dunning:read')
  @Query(() => DunningResultType, {
    description:
      'What runDunning would do on a date, today or later, as things stand now, and why, changing nothing: changes of plan that are due by then come before. Asked for `changes` alone it reads no further than their page.',
  })
  async dunningSimulation(
    @Arg('date', () => DateScalar) date: string,
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DunningResultType> {
    const id = partnerOf(ctx, partnerId);
    return toDunningResult(await simulateDunning(ctx.app, ctx.scope, date, id));
  }

  @Authorized('dunning:run')
  @Mutation(() => DunningResultType, {
    description:
      'The night’s work of a date for a partner and everything below it, as the nightly job does it: activation, late fees, blocking, deactivation, reminders.',
  })
  async runDunning(
    @Arg('date', () => DateScalar) date: string,
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DunningResultType> {
    const id = partnerOf(ctx, partnerId);
    await ctx.endReads();
    return toDunningResult(await runDunning(ctx.app, ctx.scope, date, id, { keep: true }));
  }

  // A simulation counts only where a count is asked for: a page alone is found sooner.
  @FieldResolver(() => Int)
  blocked(@Root() root: DunningResultType): Promise<number> {
    return countOf(root, 'BLOCK');
  }

  @FieldResolver(() => Int)
  deactivated(@Root() root: DunningResultType): Promise<number> {
    return countOf(root, 'DEACTIVATE');
  }

  @FieldResolver(() => Int)
  activated(@Root() root: DunningResultType): Promise<number> {
    return countOf(root, 'ACTIVATE');
  }

  @FieldResolver(() => Int)
  lateFees(@Root() root: DunningResultType): Promise<number> {
    return countOf(root, 'LATE_FEE');
  }

  @FieldResolver(() => Int)
  reminders(@Root() root: DunningResultType): Promise<number> {
    return countOf(root, 'REMIND');
  }

  @FieldResolver(() => [DunningChangeType], {
    description:
      'In the order of partners and customers’ numbers. Without kinds: the changes of status. Of what was done, the first 20,000.',
  })
  async changes(
    @Root() { result }: DunningResultType,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
    @Arg('kinds', () => [DunningKind], { nullable: true }) kinds: DunningKind[] | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DunningChangeType[]> {
    const size = sliceSize(first);
    const skip = offset ?? 0;
    if (skip < 0) throw badInput({ offset: 'must be 0 or more' });
    const changes = await result.page(new Set(kinds ?? STATUS_KINDS), skip, size);
    await ctx.records?.count(changes.length);
    return changes.map((change) => Object.assign(new DunningChangeType(), change));
  }
}

async function countOf({ result }: DunningResultType, kind: ChangeKind): Promise<number> {
  return (await result.counts())[kind];
}

function partnerOf(ctx: Context, partnerId: string | null | undefined): string {
  return partnerId != null ? idInput(partnerId, 'partnerId') : ctx.someone.partnerId;
}

@Resolver(() => DunningChangeType)
export class DunningChangeResolver {
  @FieldResolver(() => CustomerType)
  customer(@Root() change: DunningChangeType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, change.customerId);
  }

  @FieldResolver(() => InvoiceType, {
    nullable: true,
    description: 'What a late fee is for.',
  })
  async invoice(
    @Root() change: DunningChangeType,
    @Ctx() ctx: Context,
  ): Promise<InvoiceType | null> {
    return change.invoiceId ? invoiceRecords.load(ctx, change.invoiceId) : null;
  }
}
