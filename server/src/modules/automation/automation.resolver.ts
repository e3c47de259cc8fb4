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
import { setBy } from '@backhaul/domain/settings/family';
import { AUTOMATION } from '@backhaul/domain/settings/automation';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { provenanceOf } from '../../kit/inheritance.ts';
import { optionalText } from '../../kit/input.ts';
import { DateScalar, DateTimeScalar } from '../../kit/scalars.ts';
import { must } from '../../platform/must.ts';
import { badInput } from '../../platform/refusal.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { BillingRunType, runRecords } from '../runs/index.ts';
import {
  automateBelow,
  previewAutomation,
  skipAutomation,
  unskipAutomation,
  updateAutomation,
} from './automation.service.ts';
import {
  AutomationSettingsInput,
  AutomationSettingsType,
  PlannedRunType,
} from './automation.types.ts';
import { loadAutomationChain, madeAbove, valuesOf } from './settings.store.ts';
import { upcomingOf } from './upcoming.ts';

const AHEAD_MAX_DAYS = 800;

async function settingsOf(ctx: Context, partnerId: string): Promise<AutomationSettingsType> {
  const partner = await partnerRecords.found(ctx, partnerId);
  const links = await loadAutomationChain(ctx, partner.id);
  const values = valuesOf(links);
  return Object.assign(new AutomationSettingsType(), values, {
    partnerId: partner.id,
    partOfAbove: values.enabled && madeAbove(partner, links) !== undefined,
    overridden: setBy(
      AUTOMATION,
      links.find((link) => link.originId === partner.id),
    ),
    provenance: provenanceOf(ctx.scope, AUTOMATION, partner, links),
  });
}

@Resolver(() => AutomationSettingsType)
export class AutomationResolver {
  @Authorized('settings:read')
  @Query(() => AutomationSettingsType)
  automationSettings(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<AutomationSettingsType> {
    return settingsOf(ctx, partnerId);
  }

  @Authorized('settings:write')
  @Mutation(() => AutomationSettingsType)
  async updateAutomationSettings(
    @ArgId('partnerId') partnerId: string,
    @Arg('input', () => AutomationSettingsInput) input: AutomationSettingsInput,
    @Ctx() ctx: Context,
  ): Promise<AutomationSettingsType> {
    await ctx.sql((sql) => updateAutomation(sql, partnerId, { ...input }));
    return settingsOf(ctx, partnerId);
  }

  @Authorized('billing-runs:create')
  @Mutation(() => AutomationSettingsType, {
    description: 'No run by itself for that billing date; by hand it stays possible.',
  })
  async skipAutomation(
    @ArgId('partnerId') partnerId: string,
    @Arg('billingDate', () => DateScalar) billingDate: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<AutomationSettingsType> {
    const why = optionalText(reason, 'reason', 300) ?? null;
    await ctx.sql((sql) => skipAutomation(sql, partnerId, { billingDate, reason: why }));
    return settingsOf(ctx, partnerId);
  }

  @Authorized('billing-runs:create')
  @Mutation(() => AutomationSettingsType, {
    description: 'Takes skipAutomation back.',
  })
  async unskipAutomation(
    @ArgId('partnerId') partnerId: string,
    @Arg('billingDate', () => DateScalar) billingDate: string,
    @Ctx() ctx: Context,
  ): Promise<AutomationSettingsType> {
    await ctx.sql((sql) => unskipAutomation(sql, partnerId, billingDate));
    return settingsOf(ctx, partnerId);
  }

  @Authorized('billing-runs:create')
  @Mutation(() => [BillingRunType], {
    description: 'Makes previews that are to come now rather than on their day.',
  })
  async previewAutomation(
    @ArgId('partnerId') partnerId: string,
    @Arg('billingDate', () => DateScalar) billingDate: string,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType[]> {
    const ids = await ctx.sql((sql) => previewAutomation(ctx.app, sql, partnerId, billingDate));
    return Promise.all(ids.map(async (id) => must(await runRecords.load(ctx, id))));
  }

  @Authorized('billing-runs:confirm')
  @Mutation(() => [BillingRunType], {
    description:
      'Does what the scheduler would have done up to that instant, for a partner and everything below it.',
  })
  async runAutomation(
    @Arg('until', () => DateTimeScalar) until: string,
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<BillingRunType[]> {
    const at = new Date(until);
    const partner = await partnerRecords.found(ctx, partnerId ?? ctx.someone.partnerId);
    const now = ctx.app.clock.instant(partner.clock);
    if (at.getTime() - now.getTime() > AHEAD_MAX_DAYS * 86_400_000)
      throw badInput({ until: `may lie ${AHEAD_MAX_DAYS} days ahead at most` });
    await ctx.endReads();
    const ids = await automateBelow(ctx.app, ctx.someone.scope, partner.path, at);
    return Promise.all(ids.map(async (id) => must(await runRecords.load(ctx, id))));
  }

  @FieldResolver(() => PartnerType)
  partner(
    @Root() settings: AutomationSettingsType,
    @Ctx() ctx: Context,
  ): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, settings.partnerId);
  }

  @FieldResolver(() => [PlannedRunType], {
    description:
      'The next 60 days of the partner and of those below that take their automation from it, and what waits.',
  })
  async upcoming(
    @Root() settings: AutomationSettingsType,
    @Ctx() ctx: Context,
  ): Promise<PlannedRunType[]> {
    const { id, path, clock } = await partnerRecords.found(ctx, settings.partnerId);
    const links = await loadAutomationChain(ctx, id);
    const runs = await ctx.sql((sql) => upcomingOf(sql, { id, path, clock }, links));
    return runs.map((run) => Object.assign(new PlannedRunType(), run));
  }
}
