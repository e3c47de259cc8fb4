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
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import { notFound } from '../../platform/refusal.ts';
import { covers } from '../../tenancy/scope.ts';
import { loadPartner } from '../partners/partners.loaders.ts';
import { PartnerType } from '../partners/partners.types.ts';
import { SettingOrigin, type SettingProvenanceType } from '../settings/settings.types.ts';
import { updateCompanyDetails } from './company.service.ts';
import { loadCompanyChain, type CompanyLink } from './company.store.ts';
import { CompanyDetailsInput, CompanyDetailsType } from './company.types.ts';
import { COMPANY_KEYS, inForce, ownedBy, resolveCompany, without } from './company.values.ts';

/** Where each detail comes from; of an ancestor above the viewer only that the value is inherited. */
function provenanceOf(
  ctx: Context,
  partnerId: string,
  links: readonly CompanyLink[],
): SettingProvenanceType[] {
  const inLine = ownedBy(links);
  return COMPANY_KEYS.map((key) => {
    const link = inLine.findLast((each) => each.values[key] !== undefined) ?? null;
    const here = link?.originId === partnerId;
    const visible = link && covers(ctx.scope, link.originPath) ? link : null;
    const set = visible?.provenance[key];
    return {
      key,
      origin: here ? SettingOrigin.HERE : link ? SettingOrigin.INHERITED : SettingOrigin.BUILT_IN,
      originName: here ? null : (visible?.originName ?? null),
      setBy: set?.by ?? null,
      setAt: set ? new Date(set.at) : null,
      inheritedValue:
        inForce(
          links.map(({ originId, values }) =>
            originId === partnerId ? without(values, [key]) : values,
          ),
        )[key] ?? null,
    };
  });
}

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
  const own = links.find((link) => link.originId === partner.id)?.values ?? {};
  return Object.assign(new CompanyDetailsType(), values, {
    partnerId: partner.id,
    logoUrl: logoFileId ? `/files/${logoFileId}` : null,
    overridden: COMPANY_KEYS.filter((key) => own[key] !== undefined),
    provenance: provenanceOf(ctx, partner.id, links),
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
