import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Authorized, Ctx, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ArgId } from '../../../kit/argId.ts';
import type { Context } from '../../../kit/context.ts';
import { must } from '../../../platform/must.ts';
import { forbidden } from '../../../platform/refusal.ts';
import { massJobs } from '../mass.records.ts';
import { chosenIds, startJob } from '../mass.service.ts';
import { MassJobType } from '../mass.types.ts';
import { neededBy, undoJob } from '../undo.service.ts';
import { MassChangeInput } from './change.types.ts';
import { recordsChosen } from './chosen.ts';
import { changeInput, listInput } from './input.ts';
import { needsOf } from './needs.ts';

@Resolver()
export class MassChangeResolver {
  @Authorized('mass:run')
  @Mutation(() => MassJobType, {
    description:
      'What steps would make of many records, each by the rules of its own update, to be confirmed.',
  })
  async previewMassChange(
    @Arg('input', () => MassChangeInput) input: MassChangeInput,
    @Info() { schema }: GraphQLResolveInfo,
    @Ctx() ctx: Context,
  ): Promise<MassJobType> {
    const list = listInput(input.list);
    for (const permission of needsOf({ list, credentials: false })) ctx.need(permission);
    const params = await ctx.sql((sql) => changeInput(ctx, sql, list, input));
    const ids = await chosenIds(ctx, await recordsChosen(ctx, schema, list, input));
    const job = { kind: 'CHANGE', params, confirmed: false, ids } as const;
    const id = await ctx.sql((sql) => startJob(sql, job));
    return must(await massJobs.load(ctx, id));
  }

  @Authorized('invoices:write', 'mass:run')
  @Mutation(() => MassJobType, {
    description:
      'Takes back what was done, for 30 days, where nothing touched it since; each record once however often it is sent.',
  })
  async undoMassJob(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<MassJobType> {
    await massJobs.found(ctx, id);
    await ctx.sql(async (sql) => {
      for (const permission of await neededBy(sql, id)) if (!ctx.can(permission)) throw forbidden();
      await undoJob(sql, id);
    });
    return must(await massJobs.load(ctx, id));
  }

  @Authorized('invoices:write', 'mass:run')
  @Query(() => [MassJobType], { description: 'The latest first; 20 unless said.' })
  massJobs(
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<MassJobType[]> {
    return massJobs.latest(ctx, first ?? 20, offset ?? 0);
  }
}
