import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { must } from '../../platform/must.ts';
import { ViewerType } from '../access/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { brandingOf, brandingOfHost } from './branding.ts';
import { BrandingType } from './branding.types.ts';
import { loadCompanyChain } from './company.store.ts';

async function brandingOfPartner(ctx: Context, partner: PartnerType): Promise<BrandingType> {
  return brandingOf(partner, await loadCompanyChain(ctx, partner.id));
}

@Resolver(() => PartnerType)
export class PartnerBrandingLink {
  @FieldResolver(() => BrandingType)
  branding(@Root() partner: PartnerType, @Ctx() ctx: Context): Promise<BrandingType> {
    return brandingOfPartner(ctx, partner);
  }
}

@Resolver(() => ViewerType)
export class ViewerBrandingLink {
  @FieldResolver(() => BrandingType)
  async branding(@Root() viewer: ViewerType, @Ctx() ctx: Context): Promise<BrandingType> {
    return brandingOfPartner(ctx, must(await partnerRecords.load(ctx, viewer.partnerId)));
  }

  @Query(() => BrandingType, { name: 'branding' })
  brandingOfHost(@Ctx() ctx: Context): Promise<BrandingType> {
    return ctx.sql((sql) => brandingOfHost(sql, ctx.host));
  }
}
