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
import { ArgId } from '../../kit/argId.ts';
import { setBy } from '@backhaul/domain/settings/family';
import { FINANCE, resolveFinance } from '@backhaul/domain/settings/finance';
import type { Context } from '../../kit/context.ts';
import { inCurrency, provenanceOf } from '../../kit/inheritance.ts';
import { loadCustomerCount, partnerRecords, PartnerType } from '../partners/index.ts';
import { updateFinanceSettings } from './settings.service.ts';
import { loadFinanceChain } from './settings.store.ts';
import { FinanceSettingsInput, FinanceSettingsType } from './settings.types.ts';

async function settingsOf(ctx: Context, partnerId: string): Promise<FinanceSettingsType> {
  const partner = await partnerRecords.found(ctx, partnerId);
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
    @ArgId('partnerId') partnerId: string,
    @Arg('input', () => FinanceSettingsInput) input: FinanceSettingsInput,
    @Ctx() ctx: Context,
  ): Promise<FinanceSettingsType> {
    await ctx.sql((sql) => updateFinanceSettings(sql, partnerId, { ...input }));
    return settingsOf(ctx, partnerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() settings: FinanceSettingsType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, settings.partnerId);
  }

  @FieldResolver(() => Int, { description: 'Customers below the partner that inherit from it.' })
  customersAffected(@Root() settings: FinanceSettingsType, @Ctx() ctx: Context): Promise<number> {
    return loadCustomerCount(ctx, settings.partnerId);
  }
}
