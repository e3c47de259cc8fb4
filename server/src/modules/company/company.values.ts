import { ACCENT_COLOR } from '../partners/partners.types.ts';

/** What can be set; every key is inherited along the tree until a partner sets its own. */
export const COMPANY_KEYS = [
  'name',
  'street',
  'city',
  'zip',
  'country',
  'taxNumber',
  'email',
  'phone',
  'bankName',
  'iban',
  'bic',
  'website',
  'logoFileId',
  'colour',
  'invoiceFooter',
] as const;
export type CompanyKey = (typeof COMPANY_KEYS)[number];
export type CompanyOverrides = Partial<Record<CompanyKey, string>>;

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

/** Who a company is: its name, and what belongs to nobody else of that name. */
const IDENTITY: readonly CompanyKey[] = [
  'name',
  'street',
  'city',
  'zip',
  'country',
  'taxNumber',
  'bankName',
  'iban',
  'bic',
];

/**
 * What is in force of a chain, root first: what is set nearest wins. Whoever sets a name of its own is
 * somebody else, and takes no address, tax number or bank account from above.
 * Source: tenancy rules, company details.
 */
export function inForce(chain: readonly CompanyOverrides[]): CompanyOverrides {
  return ownedBy(chain.map((values) => ({ values }))).reduce<CompanyOverrides>(
    (above, { values }) => ({ ...above, ...values }),
    {},
  );
}

/** The chain without what those above the last one with a name of its own say of who they are. */
export function ownedBy<Link extends { values: CompanyOverrides }>(chain: readonly Link[]): Link[] {
  const named = chain.findLastIndex(({ values }) => values.name !== undefined);
  return chain.map((link, index) =>
    index < named ? { ...link, values: without(link.values, IDENTITY) } : link,
  );
}

/** What a partner sets, as it were if it did not set these. */
export function without(values: CompanyOverrides, keys: readonly CompanyKey[]): CompanyOverrides {
  return Object.fromEntries(
    COMPANY_KEYS.flatMap((key) =>
      values[key] === undefined || keys.includes(key) ? [] : [[key, values[key]]],
    ),
  );
}

/** What a company must say of itself on a document, in words, where nobody sets it. */
export function missingOf(chain: readonly CompanyOverrides[]): string[] {
  const set = inForce(chain);
  return [
    set.name ? [] : ['company name'],
    set.street && set.city ? [] : ['address'],
    set.taxNumber ? [] : ['tax number'],
  ].flat();
}

/** What a partner's own branding says where nobody sets company details. */
export interface PartnerLook {
  name: string;
  accentColor: string | null;
  supportEmail: string | null;
  supportPhone: string | null;
}

/** The details of a partner: what is set nearest to it wins; its own branding fills what nobody sets. */
export function resolveCompany(
  partner: PartnerLook,
  chain: readonly CompanyOverrides[],
): CompanyValues {
  const set = inForce(chain);
  return {
    ...(partner.supportEmail ? { email: partner.supportEmail } : {}),
    ...(partner.supportPhone ? { phone: partner.supportPhone } : {}),
    ...set,
    name: set.name ?? partner.name,
    colour: set.colour ?? partner.accentColor ?? ACCENT_COLOR,
  };
}

/** Whether the check digits of an IBAN are right (ISO 7064, modulo 97). */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const digits = [...(text.slice(4) + text.slice(0, 4))]
    .map((character) => parseInt(character, 36))
    .join('');
  return BigInt(digits) % 97n === 1n;
}
export function isBic(text: string): boolean {
  return /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text);
}
