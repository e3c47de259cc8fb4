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
import { COMPANY } from '@backhaul/domain/settings/company';
import { setBy } from '@backhaul/domain/settings/family';
import type { Context } from '../../kit/context.ts';
import { provenanceOf } from '../../kit/inheritance.ts';
import { idInput, isId } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { loadPartner, PartnerType } from '../partners/index.ts';
import { updateCompanyDetails } from './company.service.ts';
import { loadCompanyChain } from './company.store.ts';
import { CompanyDetailsInput, CompanyDetailsType } from './company.types.ts';
import { resolveCompany } from './company.values.ts';

async function detailsOf(ctx: Context, partnerId: string): Promise<CompanyDetailsType> {
  const partner = isId(partnerId) ? await loadPartner(ctx, partnerId.toLowerCase()) : null;
  if (!partner) throw notFound();
  const links = await loadCompanyChain(ctx, partner.id);
  const look = await ctx.read((tx) =>
    tx.partner.findUniqueOrThrow({
      where: { id: partner.id },
      select: { name: true, accentColor: true, supportEmail: true, supportPhone: true },
    }),
  );
  const { logoFileId, ...values } = resolveCompany(
    look,
    links.map((link) => link.values),
  );
  return Object.assign(new CompanyDetailsType(), values, {
    partnerId: partner.id,
    logoUrl: logoFileId ? `/files/${logoFileId}` : null,
    overridden: setBy(
      COMPANY,
      links.find((link) => link.originId === partner.id),
    ),
    provenance: provenanceOf(ctx.scope, COMPANY, partner, links),
  });
}

@Resolver(() => CompanyDetailsType)
export class CompanyResolver {
  @Authorized('settings:read')
  @Query(() => CompanyDetailsType)
  companyDetails(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<CompanyDetailsType> {
    return detailsOf(ctx, partnerId);
  }

  @Authorized('settings:write')
  @Mutation(() => CompanyDetailsType)
  async updateCompanyDetails(
    @Arg('partnerId', () => ID) partnerId: string,
    @Arg('input', () => CompanyDetailsInput) input: CompanyDetailsInput,
    @Ctx() ctx: Context,
  ): Promise<CompanyDetailsType> {
    const id = idInput(partnerId, 'partnerId');
    await ctx.sql((sql) => updateCompanyDetails(sql, id, { ...input }));
    return detailsOf(ctx, id);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() details: CompanyDetailsType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return loadPartner(ctx, details.partnerId);
  }
}
