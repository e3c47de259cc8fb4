import { createHash } from 'node:crypto';
import { COMPANY, type CompanyOverrides } from '@backhaul/domain/settings/company';
import { setAlong } from '@backhaul/domain/settings/family';

/** The details in force: text for everything that somebody set; name and colour always. */
export type CompanyValues = CompanyOverrides & { name: string; colour: string };

/** Everything of the issuing partner that a document can print: kept as one version with what is issued. */
export type Issuer = CompanyValues & {
  partnerName: string;
  partnerNumber: string;
  portalUrl: string;
};

/** The tax number of a company that has none: so it is known, and nothing is printed. */
export const NO_TAX_NUMBER = 'none';

/** What a company must say of itself on a document, in words, where nobody sets it. */
export function missingOf(chain: readonly CompanyOverrides[]): string[] {
  const set = setAlong(COMPANY, chain);
  return [
    set.name ? [] : ['company name'],
    set.street && set.city ? [] : ['address'],
    set.taxNumber ? [] : ['tax number'],
  ].flat();
}

/** Whose name stands on a partner's documents where it is no name of its own; null: its own, or nobody sets one. */
export function nameFromAbove(
  partnerId: string,
  chain: readonly { originId: string; values: CompanyOverrides }[],
): string | null {
  const nearest = chain.findLast(({ values }) => values.name);
  return nearest && nearest.originId !== partnerId ? (nearest.values.name ?? null) : null;
}

/** The product's own accent, for partners that chose none. */
export const ACCENT_COLOR = '#0F766E';

/** What a partner itself says where nobody sets company details. */
export interface PartnerLook {
  name: string;
  supportEmail: string | null;
  supportPhone: string | null;
}

/** The details of a partner: what is set nearest to it wins; what it says itself fills what nobody sets. */
export function resolveCompany(
  partner: PartnerLook,
  chain: readonly CompanyOverrides[],
): CompanyValues {
  const set = setAlong(COMPANY, chain);
  return {
    ...(partner.supportEmail ? { email: partner.supportEmail } : {}),
    ...(partner.supportPhone ? { phone: partner.supportPhone } : {}),
    ...set,
    name: set.name ?? partner.name,
    colour: set.colour ?? ACCENT_COLOR,
  };
}

/** What everything else of a document is compared by. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

/** The issuing party as printed, for invoice.billed_by. */
export function billedBy(company: CompanyValues): Record<string, string> {
  const {
    name,
    street,
    city,
    zip,
    country,
    email,
    phone,
    taxNumber,
    vatId,
    iban,
    bic,
    bankName,
    website,
  } = company;
  return Object.fromEntries(
    Object.entries({
      name,
      street,
      city,
      zip,
      country,
      email,
      phone,
      taxNumber,
      vatId,
      iban,
      bic,
      bankName,
      website,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
