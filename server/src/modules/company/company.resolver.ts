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
import { ArgId } from '../../kit/argId.ts';
import { COMPANY } from '@backhaul/domain/settings/company';
import { setBy } from '@backhaul/domain/settings/family';
import type { Context } from '../../kit/context.ts';
import { provenanceOf } from '../../kit/inheritance.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { updateCompanyDetails } from './company.service.ts';
import { loadCompanyChain } from './company.store.ts';
import { CompanyDetailsInput, CompanyDetailsType } from './company.types.ts';
import { resolveCompany } from './company.values.ts';

async function detailsOf(ctx: Context, partnerId: string): Promise<CompanyDetailsType> {
  const partner = await partnerRecords.found(ctx, partnerId);
  const links = await loadCompanyChain(ctx, partner.id);
  const look = await ctx.read((tx) =>
    tx.partner.findUniqueOrThrow({
      where: { id: partner.id },
      select: { name: true, supportEmail: true, supportPhone: true },
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
    @ArgId('partnerId') partnerId: string,
    @Arg('input', () => CompanyDetailsInput) input: CompanyDetailsInput,
    @Ctx() ctx: Context,
  ): Promise<CompanyDetailsType> {
    await ctx.sql((sql) => updateCompanyDetails(sql, partnerId, { ...input }));
    return detailsOf(ctx, partnerId);
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() details: CompanyDetailsType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, details.partnerId);
  }
}
