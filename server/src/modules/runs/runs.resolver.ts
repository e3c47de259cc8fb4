import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs, SortInput, type ConnectionValue } from '../../kit/connection.ts';
import { idInput, textInput, toDbDate } from '../../kit/input.ts';
import { DateScalar } from '../../kit/scalars.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { partnerRecords, PartnerType, testsLeftOut } from '../partners/index.ts';
import { confirmSeveral } from './confirmSeveral.ts';
import { ConfirmedRunType, RunToConfirmInput } from './confirmSeveral.types.ts';
import { listEntries } from './entries.service.ts';
import { missingCustomers, partnersDue, suggestedDate } from './overview.store.ts';
import { runRecords } from './runs.records.ts';
import {
  createRuns,
  deleteRun,
  excludeCustomer,
  includeCustomer,
  repreviewRun,
  retryRun,
  startConfirm,
} from './runs.service.ts';
import {
  BillingRunEntryConnection,
  BillingRunEntryFilter,
  type BillingRunEntryType,
} from './entries.types.ts';
import {
  BillingRunConnection,
  BillingRunFilter,
  BillingRunInput,
  BillingRunPartnerTotalType,
  BillingRunType,
  MissingCustomerType,
  PartnerDueType,
  toPartnerTotal,
} from './runs.types.ts';
import { must } from '../../platform/must.ts';
import { anyRunMoves, runMoves, runNow } from './watch.ts';

@Resolver(() => BillingRunType)
export class RunsResolver {
  @Authorized('billing-runs:read')
  @Query(() => BillingRunConnection)
  async billingRuns(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => BillingRunFilter, { nullable: true }) filter: BillingRunFilter | undefined,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<BillingRunType>> {
    const where = {
      status: filter?.status ?? { not: 'DELETED' },
      ...(filter?.date ? { date: toDbDate(filter.date) } : {}),
      ...(filter?.partnerId
        ? { partnerIds: { has: idInput(filter.partnerId, 'filter.partnerId') } }
        : { NOT: { partnerIds: { hasSome: await ctx.read((tx) => testsLeftOut(ctx, tx)) } } }),
      ...(filter?.fromAbove != null ? { fromAbove: filter.fromAbove } : {}),
    };
    return runRecords.page(ctx, page, where);
  }

  @Authorized('billing-runs:read')
  @Query(() => BillingRunType)
  async billingRun(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<BillingRunType> {
    return runRecords.found(ctx, id);
  }

  @Authorized('billing-runs:read')
  @Query(() => DateScalar)
  async suggestedBillingDate(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<string> {
    const wanted = partnerId ?? ctx.someone.partnerId;
    const partner = await partnerRecords.found(ctx, wanted);
    return ctx.sql((sql) => suggestedDate(sql, partner.path, ctx.app.clock.today(partner.clock)));
  }

  @Authorized('billing-runs:read')
  @Query(() => [PartnerDueType])
  partnersDue(
    @Arg('date', () => DateScalar) date: string,
    @Ctx() ctx: Context,
  ): Promise<PartnerDueType[]> {
    return ctx.sql((sql) => partnersDue(sql, date));
  }

  // ---- fields

  @FieldResolver(() => [PartnerType])
  async partners(@Root() run: BillingRunType, @Ctx() ctx: Context): Promise<PartnerType[]> {
    const found = await Promise.all(run.partnerIds.map((id) => partnerRecords.load(ctx, id)));
    return found.filter((partner) => partner !== null);
  }

  @FieldResolver(() => [BillingRunPartnerTotalType])
  async partnerTotals(
    @Root() run: BillingRunType,
    @Ctx() ctx: Context,
  ): Promise<BillingRunPartnerTotalType[]> {
    const rows = await ctx.loadMany(
      'billingRunPartner',
      run.id,
      (tx, ids) =>
        tx.billingRunPartner.findMany({
          where: { runId: { in: ids } },
          orderBy: [{ totalMinor: 'desc' }, { partnerId: 'asc' }],
        }),
      (row) => row.runId,
    );
    return rows.map(toPartnerTotal);
  }

  @FieldResolver(() => BillingRunEntryConnection)
  entries(
    @Root() run: BillingRunType,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | undefined,
    @Arg('filter', () => BillingRunEntryFilter, { nullable: true }) filter:
      | BillingRunEntryFilter
      | undefined,
    @Arg('sort', () => [SortInput], { nullable: true }) sort: SortInput[] | undefined,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<BillingRunEntryType>> {
    return ctx.read((tx) => listEntries(tx, run.id, { first, after, offset, filter, sort }));
  }

  @FieldResolver(() => [MissingCustomerType])
  missing(
    @Root() run: BillingRunType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100 }) first: number | null,
    @Ctx() ctx: Context,
  ): Promise<MissingCustomerType[]> {
    return ctx.read((tx) =>
      missingCustomers(tx, run.id, Math.min(Math.max(first ?? 100, 1), 1000)),
    );
  }

  // ---- what can be done

  @Authorized('billing-runs:create')
  @Mutation(() => [BillingRunType])
  async createBillingRun(
    @Arg('input', () => BillingRunInput) input: BillingRunInput,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType[]> {
    const partnerIds = [
      ...new Set((input.partnerIds ?? []).map((id) => idInput(id, 'partnerIds'))),
    ];
    const own = { id: ctx.someone.partnerId, path: ctx.someone.path };
    const ids = await ctx.sql((sql) =>
      createRuns(sql, own, {
        date: input.date,
        partnerIds,
        includeDescendants: input.includeDescendants ?? true,
        separatePerPartner: input.separatePerPartner ?? false,
      }),
    );
    return Promise.all(ids.map(async (id) => must(await runRecords.load(ctx, id))));
  }

  @Authorized('billing-runs:confirm')
  @Mutation(() => BillingRunType)
  confirmBillingRun(
    @Arg('id', () => ID) id: string,
    @Arg('fingerprint', () => String) fingerprint: string,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType> {
    return this.#change(ctx, id, (sql, runId) => startConfirm(ctx.app, sql, runId, fingerprint));
  }
  @Authorized('billing-runs:confirm')
  @Mutation(() => [ConfirmedRunType], {
    description:
      'Each on its own: what is refused of one holds up none of the others. May be sent again.',
  })
  async confirmBillingRuns(
    @Arg('runs', () => [RunToConfirmInput]) runs: RunToConfirmInput[],
    @Ctx() ctx: Context,
  ): Promise<ConfirmedRunType[]> {
    const wanted = runs.map(({ id, fingerprint }, i) => ({
      id: idInput(id, `runs.${i}.id`),
      fingerprint,
    }));
    const confirmed = await confirmSeveral(ctx, wanted);
    return Promise.all(
      confirmed.map(async ({ id, refused }) => ({
        run: must(await runRecords.load(ctx, id)),
        refusal: refused && {
          reason: refused.details.reason ?? null,
          message: refused.message,
        },
      })),
    );
  }

  @Authorized('billing-runs:create')
  @Mutation(() => BillingRunType)
  deleteBillingRun(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<BillingRunType> {
    return this.#change(ctx, id, deleteRun);
  }

  @Authorized('billing-runs:create')
  @Mutation(() => BillingRunType, {
    description:
      'A FAILED run goes on where it stopped: previewing again, or confirming what is left.',
  })
  retryBillingRun(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<BillingRunType> {
    return this.#change(ctx, id, retryRun);
  }

  @Authorized('billing-runs:create')
  @Mutation(() => BillingRunType, {
    description: 'Makes the preview of a READY or FAILED run again from the facts of now.',
  })
  repreviewBillingRun(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType> {
    return this.#change(ctx, id, repreviewRun);
  }

  @Authorized('billing-runs:create')
  @Mutation(() => BillingRunType)
  excludeFromBillingRun(
    @Arg('id', () => ID) id: string,
    @ArgId('customerId') customerId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType> {
    const why = textInput(reason, 'reason', { max: 300 });
    return this.#change(ctx, id, (sql, runId) => excludeCustomer(sql, runId, customerId, why));
  }
  @Authorized('billing-runs:create')
  @Mutation(() => BillingRunType)
  includeInBillingRun(
    @Arg('id', () => ID) id: string,
    @Arg('customerId', () => ID) customerId: string,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType> {
    return this.#change(ctx, id, (sql, runId) =>
      includeCustomer(sql, runId, idInput(customerId, 'customerId')),
    );
  }

  async #change(
    ctx: Context,
    id: string,
    work: (sql: ScopedSql, runId: string) => Promise<void>,
  ): Promise<BillingRunType> {
    const runId = idInput(id, 'id');
    await ctx.sql((sql) => work(sql, runId));
    return must(await runRecords.load(ctx, runId));
  }

  // ---- live

  @Authorized('billing-runs:read')
  @Subscription(() => BillingRunType, {
    subscribe: ({ args, context }: { args: Record<string, unknown>; context: Context }) =>
      runMoves(context, args.id),
  })
  billingRunProgress(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType> {
    return runNow(ctx, id);
  }

  @Authorized('billing-runs:read')
  @Subscription(() => BillingRunType, {
    name: 'billingRuns',
    description:
      'Every run inside the scope, and every part of one from above, whenever it changes.',
    subscribe: ({ context }: { context: Context }) => anyRunMoves(context),
  })
  anyRun(@Root() id: string, @Ctx() ctx: Context): Promise<BillingRunType> {
    return runNow(ctx, id);
  }
}
