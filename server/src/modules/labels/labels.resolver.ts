import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { notFound } from '../../platform/refusal.ts';
import { covers, lineOf } from '../../tenancy/scope.ts';
import { partnerRecords, PartnerType, pathOfPartner, placesLookedAt } from '../partners/index.ts';
import { loadLabel, loadLabelledCount } from './labels.loaders.ts';
import { createLabel, removeLabel, updateLabel } from './labels.service.ts';
import { LabelType, toLabel } from './labels.types.ts';

/** More than anybody chooses from. */
const LABELS_MAX = 1000;

@Resolver(() => LabelType)
export class LabelsResolver {
  @Authorized('labels:read')
  @Query(() => [LabelType], {
    description:
      'By name. partnerId: those for its customers, its own and those of partners above. Without it: all inside the scope and above, 1,000 at most, except those of test partners below the viewer.',
  })
  async labels(
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<LabelType[]> {
    const path = partnerId ? await ctx.sql((sql) => pathOfPartner(sql, partnerId)) : null;
    if (path === undefined) throw notFound();
    const rows = await ctx.read(async (tx) =>
      tx.label.findMany({
        where:
          path === null
            ? { AND: await placesLookedAt(ctx, tx, {}) }
            : { partnerPath: { in: lineOf(path) } },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: LABELS_MAX,
      }),
    );
    return rows.map(toLabel);
  }

  @Authorized('labels:write')
  @Mutation(() => LabelType, {
    description:
      "Makes one of a partner, by default the viewer's; with id changes it where it was made.",
  })
  async saveLabel(
    @ArgId('id', { nullable: true }) id: string | null | undefined,
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Arg('name', () => String) name: string,
    @Arg('colour', () => String) colour: string,
    @Ctx() ctx: Context,
  ): Promise<LabelType | null> {
    const saved = await ctx.sql(async (sql) => {
      if (!id) return createLabel(sql, partnerId ?? ctx.someone.partnerId, { name, colour });
      await updateLabel(sql, id, { name, colour }, partnerId ?? null);
      return id;
    });
    return loadLabel(ctx, saved);
  }

  @Authorized('labels:write')
  @Mutation(() => Boolean, { description: 'Where it was made; it is gone from its customers.' })
  async removeLabel(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    await ctx.sql((sql) => removeLabel(sql, id));
    return true;
  }

  /** An ancestor is never revealed: to those below its labels look like their own. */
  @FieldResolver(() => PartnerType)
  async partner(@Root() label: LabelType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return (
      (await partnerRecords.load(ctx, label.partnerId)) ??
      partnerRecords.load(ctx, ctx.someone.partnerId)
    );
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it belongs to a partner above the viewer, which is not shown.',
  })
  fromAbove(@Root() label: LabelType, @Ctx() ctx: Context): boolean {
    return !covers(ctx.scope, label.partnerPath);
  }

  @FieldResolver(() => Int, { description: 'Inside the scope.' })
  customerCount(@Root() label: LabelType, @Ctx() ctx: Context): Promise<number> {
    return loadLabelledCount(ctx, label.id);
  }
}
