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
import { setBy } from '@backhaul/domain/settings/family';
import { FINANCE, resolveFinance } from '@backhaul/domain/settings/finance';
import type { Context } from '../../kit/context.ts';
import { inCurrency, provenanceOf } from '../../kit/inheritance.ts';
import { idInput, isId } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { loadCustomerCount, loadPartner, PartnerType } from '../partners/index.ts';
import { updateFinanceSettings } from './settings.service.ts';
import { loadFinanceChain } from './settings.store.ts';
import { FinanceSettingsInput, FinanceSettingsType } from './settings.types.ts';

async function settingsOf(ctx: Context, partnerId: string): Promise<FinanceSettingsType> {
  const partner = isId(partnerId) ? await loadPartner(ctx, partnerId.toLowerCase()) : null;
  if (!partner) throw notFound();
  const links = await loadFinanceChain(ctx, partner.id);
  const values = resolveFinance(links.map((link) => link.values));
  return Object.assign(new FinanceSettingsType(), inCurrency(FINANCE, values, partner.currency), {
    partnerId: partner.id,
    overridden: setBy(
      FINANCE,
      links.find((link) => link.originId === partner.id),
    ),
    provenance: provenanceOf(ctx.scope, FINANCE, partner, links),
  });
}

@Resolver(() => FinanceSettingsType)
export class SettingsResolver {
  @Authorized('settings:read')
  @Query(() => FinanceSettingsType)
  financeSettings(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<FinanceSettingsType> {
    return settingsOf(ctx, partnerId);
  }

  @Authorized('settings:write')
  @Mutation(() => FinanceSettingsType)
  async updateFinanceSettings(
    @Arg('partnerId', () => ID) partnerId: string,
    @Arg('input', () => FinanceSettingsInput) input: FinanceSettingsInput,
    @Ctx() ctx: Context,
  ): Promise<FinanceSettingsType> {
    const id = idInput(partnerId, 'partnerId');
    await ctx.sql((sql) => updateFinanceSettings(sql, id, { ...input }));
    return settingsOf(ctx, id);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() settings: FinanceSettingsType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return loadPartner(ctx, settings.partnerId);
  }

  @FieldResolver(() => Int, { description: 'Customers below the partner that inherit from it.' })
  customersAffected(@Root() settings: FinanceSettingsType, @Ctx() ctx: Context): Promise<number> {
    return loadCustomerCount(ctx, settings.partnerId);
  }
}
