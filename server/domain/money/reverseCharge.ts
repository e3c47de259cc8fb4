import { euCountry } from '../text/euCountries.ts';
import { vatIdCountry } from '../text/vatId.ts';
import { overTime, type TaxOverTime } from './taxRate.ts';
import { categoryOf, type Taxed } from './taxTerms.ts';

/** A customer as it decides who owes its tax. */
export interface TaxedCustomer {
  kind: 'PERSON' | 'COMPANY';
  vatId: string | null;
  country: string | null;
}

/**
 * Whether the customer owes the tax instead of who bills it: a company with a VAT number of another
 * member of the European Union than that of the issuer, and not at home in that of the issuer.
 */
export function isReverseCharge(
  { kind, vatId, country }: TaxedCustomer,
  issuerCountry: string | null | undefined,
): boolean {
  const issuer = euCountry(issuerCountry);
  if (kind !== 'COMPANY' || !vatId || !issuer) return false;
  const registered = vatIdCountry(vatId);
  const home = country?.trim() ? euCountry(country) : registered;
  return registered !== null && home !== null && registered !== issuer && home !== issuer;
}

/** What is taxed where the recipient owes it: nothing, said so; what is exempt or outside the scope stays that. */
export function reverseCharged(tax: TaxOverTime): TaxOverTime {
  return tax.taxVersions
    ? overTime(tax.taxVersions.map((version) => ({ from: version.from, ...reversed(version) })))
    : reversed(tax);
}

/** The same of a day. */
export function reversed({ taxPercent, taxTerms }: Taxed): Taxed {
  const category = categoryOf({ taxPercent, taxTerms });
  if (category === 'E' || category === 'O') return { taxPercent, taxTerms };
  return { taxPercent: '0', taxTerms: { category: 'AE' } };
}
