import type { CompanyOverrides } from '@backhaul/domain/settings/company';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lookOfHost } from '../partners/index.ts';
import type { BrandingType } from './branding.types.ts';
import { resolveCompany, type PartnerLook } from './company.values.ts';

/** Under which address a logo is given out. */
export const LOGOS = '/logo';

/** How a partner's pages look: its own name, and the look that it has or inherits. */
export function brandingOf(
  partner: PartnerLook,
  chain: readonly { values: CompanyOverrides }[],
): BrandingType {
  const { name, supportEmail, supportPhone } = partner;
  const { colour, logoFileId } = resolveCompany(
    partner,
    chain.map(({ values }) => values),
  );
  return {
    name,
    accentColor: colour,
    logoUrl: logoFileId ? `${LOGOS}/${logoFileId}` : null,
    supportEmail,
    supportPhone,
  };
}

/** How the pages of a host look before anybody is known there. */
export async function brandingOfHost(sql: ScopedSql, host: string): Promise<BrandingType> {
  const partner = await lookOfHost(sql, host);
  return brandingOf(
    partner,
    partner.looks.map((values) => ({ values })),
  );
}
