import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { CompanyValues } from '../company/company.values.ts';
import type { RenderAsset } from './rendering/protocol.ts';

const CACHED_LOGOS = 50;
const logos = new Map<string, Buffer>();

/** A colour mixed with white, for backgrounds behind text. */
function tint(colour: string): string {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(255 - (255 - part) * 0.1).toString(16).padStart(2, '0')).join('')}`;
}

function listed(parts: readonly (string | undefined)[], separator: string): string { return parts.filter(Boolean).join(separator); }

/** Company details as templates read them: text for every variable, empty where nothing is set. */
export function companyView(company: CompanyValues, logo: RenderAsset | null): Record<string, string> {
  const { street, zip, city, country, email, phone, website, iban } = company;
  const place = listed([zip, city], ' ');
  return {
    name: company.name, street: street ?? '', zip: zip ?? '', city: city ?? '', place, country: country ?? '', address: listed([street, place, country], ', '),
    email: email ?? '', phone: phone ?? '', website: website ?? '', contact: listed([email, phone, website], ' · '), taxNumber: company.taxNumber ?? '',
    bankName: company.bankName ?? '', iban: iban ?? '', ibanPrinted: iban?.replace(/(.{4})(?=.)/g, '$1 ') ?? '', bic: company.bic ?? '',
    colour: company.colour, tint: tint(company.colour), footer: company.invoiceFooter ?? '', logo: logo ? 'asset:logo' : '',
  };
}

/** A company's logo as documents print it; a file's picture never changes, so each is read once. */
export async function companyLogo(sql: ScopedSql, company: CompanyValues): Promise<RenderAsset | null> {
  const id = company.logoFileId;
  if (!id) return null;
  let bytes = logos.get(id);
  if (!bytes) {
    const [logo] = await sql.rows<{ printed: Buffer | null }>('select printed from inherited_logo($1)', [id]);
    if (!logo?.printed) return null;
    bytes = logo.printed;
    if (logos.size >= CACHED_LOGOS) logos.delete(logos.keys().next().value!);
    logos.set(id, bytes);
  }
  return { name: 'logo', type: 'png', bytes };
}
