import type { Language } from '@backhaul/domain/text/languages';
import { printIban } from '@backhaul/domain/text/bankAccount';
import { contrastOf, READABLE, tintOf } from '@backhaul/domain/text/colour';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { CompanyValues } from '../company/index.ts';
import { printedLogo } from '../files/index.ts';
import { countryName } from './countries.ts';
import { PictureCache } from './pictureCache.ts';
import type { RenderAsset } from './rendering/protocol.ts';

const logos = new PictureCache();

/** The colour of text on another: white where that can be read, else nearly black. */
function onColour(colour: string): string {
  return contrastOf('#ffffff', colour) >= READABLE ? '#ffffff' : '#111827';
}

function listed(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter(Boolean).join(separator);
}

/** Who sends what asks for nothing any more: without the account that could be paid to. */
export function withoutAccount<T extends CompanyValues>(company: T): T {
  return { ...company, iban: undefined, bic: undefined, bankName: undefined };
}

/** Company details as templates read them: text for every variable, empty where nothing is set. */
export function companyView(
  company: CompanyValues,
  logo: RenderAsset | null,
  language: Language = 'EN',
): Record<string, string> {
  const { street, zip, city, email, phone, website, iban } = company;
  const country = countryName(company.country ?? '', language);
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
    vatId: company.vatId ?? '',
    registrationNumber: company.registrationNumber ?? '',
    bankName: company.bankName ?? '',
    iban: iban ?? '',
    ibanPrinted: printIban(iban ?? ''),
    bic: company.bic ?? '',
    colour: company.colour,
    tint: tintOf(company.colour),
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
