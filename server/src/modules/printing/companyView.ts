import { printIban } from '@backhaul/domain/text/bankAccount';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { CompanyValues } from '../company/index.ts';
import { countryName } from './countries.ts';
import { PictureCache } from './pictureCache.ts';
import { printedLogo } from './pictures.store.ts';
import type { RenderAsset } from './rendering/protocol.ts';

const logos = new PictureCache();

/** A colour mixed with white, for backgrounds behind text. */
function tint(colour: string): string {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${parts
    .map((part) =>
      Math.round(255 - (255 - part) * 0.1)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** The colour of text on another: white where that can be read (WCAG 2, 4.5 to 1), else nearly black. */
function onColour(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5
    ? '#ffffff'
    : '#111827';
}

function listed(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter(Boolean).join(separator);
}

/** Company details as templates read them: text for every variable, empty where nothing is set. */
export function companyView(
  company: CompanyValues,
  logo: RenderAsset | null,
): Record<string, string> {
  const { street, zip, city, email, phone, website, iban } = company;
  const country = countryName(company.country ?? '');
  const place = listed([zip, city], ' ');
  return {
    name: company.name,
    street: street ?? '',
    zip: zip ?? '',
    city: city ?? '',
    place,
    country,
    address: listed([street, place, country], ', '),
    email: email ?? '',
    phone: phone ?? '',
    website: website ?? '',
    contact: listed([email, phone, website], ' · '),
    taxNumber: company.taxNumber ?? '',
    registrationNumber: company.registrationNumber ?? '',
    bankName: company.bankName ?? '',
    iban: iban ?? '',
    ibanPrinted: printIban(iban ?? ''),
    bic: company.bic ?? '',
    colour: company.colour,
    tint: tint(company.colour),
    onColour: onColour(company.colour),
    footer: company.invoiceFooter ?? '',
    logo: logo ? 'asset:logo' : '',
  };
}

/** A company's logo as documents print it; a file's picture never changes, so each is read once. */
export async function companyLogo(
  sql: ScopedSql,
  company: CompanyValues,
): Promise<RenderAsset | null> {
  const id = company.logoFileId;
  if (!id) return null;
  const bytes = await logos.get(id, () => printedLogo(sql, id));
  return bytes && { name: 'logo', type: 'png', bytes };
}
