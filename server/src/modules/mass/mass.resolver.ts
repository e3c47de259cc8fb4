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
  Subscription,
} from 'type-graphql';
import { cancelAny } from '../../kit/cancel.ts';
import type { Permission } from '../../kit/permission.ts';
import { forbidden, notFound } from '../../platform/refusal.ts';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { changes } from '../../kit/live.ts';
import { MoneyType, toMoney } from '../../kit/money.types.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { must } from '../../platform/must.ts';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import { CustomerFilter, customersWhere } from '../customers/index.ts';
import { draftLines, InvoiceFilter, invoicesWhere } from '../invoices/index.ts';
import { refuseWrong, type SameInvoice } from './issue.ts';
import { sumsOf } from './jobs.store.ts';
import { massJobs } from './mass.records.ts';
import { chosenIds, confirmJob, startJob, type Chosen } from './mass.service.ts';
import { neededBy } from './undo.service.ts';
import { MassInvoiceInput, MassJobType, MassRowType, toMassRow } from './mass.types.ts';

const ROWS_MAX = 1000;
const APPROVAL = { kind: 'APPROVE_INVOICES', params: {} } as const;

@Resolver(() => MassJobType)
export class MassResolver {
  @Authorized('invoices:write', 'mass:run')
  @Query(() => MassJobType)
  massJob(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<MassJobType> {
    return massJobs.found(ctx, id);
  }

  @FieldResolver(() => [MassRowType], { description: 'In the order of the list; 100 unless said.' })
  async rows(
    @Root() job: MassJobType,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
    @Arg('onlyRefused', () => Boolean, { nullable: true }) onlyRefused: boolean | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<MassRowType[]> {
    const found = await ctx.read((tx) =>
      tx.massJobRow.findMany({
        where: { jobId: job.id, ...(onlyRefused && { state: 'REFUSED' }) },
        orderBy: { position: 'asc' },
        take: Math.min(Math.max(first ?? 100, 0), ROWS_MAX),
        skip: Math.max(offset ?? 0, 0),
      }),
    );
    return found.map(toMassRow);
  }

  @FieldResolver(() => [MoneyType], { description: 'What its changes come to, tax included.' })
  async sums(@Root() job: MassJobType, @Ctx() ctx: Context): Promise<MoneyType[]> {
    const sums = await ctx.sql((sql) => sumsOf(sql, job.id));
    return sums.map(({ minor, currency }) => toMoney(minor, currency));
  }

  @Authorized('invoices:write')
  @Mutation(() => MassJobType, {
    description:
      'What issuing drafts would do, to be confirmed: those named, or all that the filter finds.',
  })
  async previewApproval(
    @Arg('ids', () => [ID], { nullable: true }) ids: string[] | null | undefined,
    @Arg('filter', () => InvoiceFilter, { nullable: true }) filter:
      | InvoiceFilter
      | null
      | undefined,
    @Ctx() ctx: Context,
  ): Promise<MassJobType> {
    const chosen = await chosenIds(ctx, draftsChosen(ctx, ids, filter));
    return this.#start(ctx, { ...APPROVAL, confirmed: false, ids: chosen });
  }

  @Authorized('invoices:write')
  @Mutation(() => MassJobType, {
    description:
      'Issues drafts in the background: those named, or all that the filter finds. Each once; what is refused of one holds up none of the others.',
  })
  async approveInvoices(
    @Arg('ids', () => [ID], { nullable: true }) ids: string[] | null | undefined,
    @Arg('filter', () => InvoiceFilter, { nullable: true }) filter:
      | InvoiceFilter
      | null
      | undefined,
    @Ctx() ctx: Context,
  ): Promise<MassJobType> {
    const chosen = await chosenIds(ctx, draftsChosen(ctx, ids, filter));
    return this.#start(ctx, { ...APPROVAL, confirmed: true, ids: chosen });
  }

  @Authorized('invoices:write')
  @Mutation(() => MassJobType, {
    description:
      'What charging customers as of a date would do, to be confirmed: those named, or all that the filter finds.',
  })
  async previewCharges(
    @Arg('ids', () => [ID], { nullable: true }) ids: string[] | null | undefined,
    @Arg('filter', () => CustomerFilter, { nullable: true }) filter:
      | CustomerFilter
      | null
      | undefined,
    @Arg('date', () => DateScalar) date: string,
    @Ctx() ctx: Context,
  ): Promise<MassJobType> {
    const chosen = await chosenIds(ctx, customersChosen(ctx, ids, filter));
    return this.#start(ctx, {
      kind: 'CHARGE_CUSTOMERS',
      params: { date },
      confirmed: false,
      ids: chosen,
    });
  }

  @Authorized('invoices:write')
  @Mutation(() => MassJobType, {
    description:
      'What the same one-time invoice for many customers would be, to be confirmed: those named, or all that the filter finds.',
  })
  async previewInvoices(
    @Arg('ids', () => [ID], { nullable: true }) ids: string[] | null | undefined,
    @Arg('filter', () => CustomerFilter, { nullable: true }) filter:
      | CustomerFilter
      | null
      | undefined,
    @Arg('invoice', () => MassInvoiceInput) invoice: MassInvoiceInput,
    @Ctx() ctx: Context,
  ): Promise<MassJobType> {
    const params: SameInvoice = {
      documentDate: invoice.documentDate,
      dueDate: invoice.dueDate ?? null,
      draft: invoice.draft ?? false,
      lines: draftLines(invoice.lines).map((line) => ({
        ...line,
        quantity: line.quantity ?? '1',
        taxRateId: line.taxRateId ?? null,
        taxIncluded: line.taxIncluded ?? false,
        discount: line.discount && { ...line.discount, message: line.discount.message ?? null },
      })),
    };
    const chosen = await chosenIds(ctx, customersChosen(ctx, ids, filter));
    await ctx.sql((sql) => refuseWrong(sql, chosen[0], params));
    return this.#start(ctx, { kind: 'ISSUE_INVOICES', params, confirmed: false, ids: chosen });
  }

  @Authorized('invoices:write', 'mass:run')
  @Mutation(() => MassJobType, {
    description: 'Does what was looked at, once however often it is sent.',
  })
  async confirmMassJob(
    @ArgId('id') id: string,
    @Arg('fingerprint', () => String) fingerprint: string,
    @Ctx() ctx: Context,
  ): Promise<MassJobType> {
    await massJobs.found(ctx, id);
    return this.#change(ctx, id, async (sql) => {
      for (const permission of await neededBy(sql, id)) if (!ctx.can(permission)) throw forbidden();
      await confirmJob(sql, id, fingerprint, ctx.app.clock.today);
    });
  }

  @Authorized('invoices:write', 'mass:run', 'imports:run', 'reports:read')
  @Mutation(() => Boolean, {
    description:
      'Of any import, file or work on many records that waits or runs; what is done stays done.',
  })
  async cancelJob(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    const may = ctx.viewer?.permissions ?? new Set<Permission>();
    if (!(await ctx.sql((sql) => cancelAny(sql, id, may)))) throw notFound();
    return true;
  }

  @Authorized('invoices:write', 'mass:run')
  @Subscription(() => MassJobType, {
    subscribe: async ({ args, context }: { args: { id: string }; context: Context }) => {
      const { id } = await massJobs.found(context, args.id);
      return changes(context, (signal) => signal.topic === 'mass' && signal.id === id);
    },
  })
  async massProgress(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<MassJobType> {
    return massJobs.found(ctx, id);
  }

  async #start(ctx: Context, job: Parameters<typeof startJob>[1]): Promise<MassJobType> {
    const id = await ctx.sql((sql) => startJob(sql, job));
    return must(await massJobs.load(ctx, id));
  }

  async #change(
    ctx: Context,
    id: string,
    work: (sql: ScopedSql) => Promise<void>,
  ): Promise<MassJobType> {
    await ctx.sql(work);
    return must(await massJobs.load(ctx, id));
  }
}

function draftsChosen(
  ctx: Context,
  ids: string[] | null | undefined,
  filter: InvoiceFilter | null | undefined,
): Chosen {
  const found = async (tx: ScopedTx, take: number) =>
    tx.invoice.findMany({
      where: { AND: [await invoicesWhere(ctx, tx, filter ?? {}), { state: 'DRAFT' }] },
      orderBy: [{ documentDate: 'asc' }, { id: 'asc' }],
      select: { id: true },
      take,
    });
  return {
    ids,
    found: filter ? found : null,
    seen: (tx, named) =>
      tx.invoice.findMany({ where: { id: { in: named } }, select: { id: true } }),
  };
}

function customersChosen(
  ctx: Context,
  ids: string[] | null | undefined,
  filter: CustomerFilter | null | undefined,
): Chosen {
  const found = async (tx: ScopedTx, take: number) =>
    tx.customer.findMany({
      where: await customersWhere(ctx, tx, filter ?? {}),
      orderBy: { number: 'asc' },
      select: { id: true },
      take,
    });
  return {
    ids,
    found: filter ? found : null,
    seen: (tx, named) =>
      tx.customer.findMany({ where: { id: { in: named } }, select: { id: true } }),
  };
}
