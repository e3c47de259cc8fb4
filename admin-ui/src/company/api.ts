import { graphql } from '../generated/index.ts';
import type { CompanyDetailsInput, CompanyOneQuery } from '../generated/graphql.ts';

graphql(`
  fragment CompanyParts on CompanyDetails {
    name
    street
    city
    zip
    country
    taxNumber
    email
    phone
    bankName
    iban
    bic
    website
    logoUrl
    colour
    invoiceFooter
    overridden
    provenance {
      key
      origin
      originName
      setBy
      setAt
      inheritedValue
    }
    partner {
      id
      name
      childCount
      missingCompanyDetails
      branding {
        accentColor
        supportEmail
        supportPhone
      }
    }
  }
`);

export const CompanyQuery = graphql(`
  query CompanyOne($partnerId: ID!) {
    companyDetails(partnerId: $partnerId) {
      ...CompanyParts
    }
  }
`);

export const UpdateCompany = graphql(`
  mutation CompanyUpdate($partnerId: ID!, $input: CompanyDetailsInput!) {
    updateCompanyDetails(partnerId: $partnerId, input: $input) {
      ...CompanyParts
    }
  }
`);

export type Company = CompanyOneQuery['companyDetails'];
export type CompanyKey = keyof CompanyDetailsInput;

/** What is to be saved: text sets it here, null goes back to inheriting. */
export type Changes = Partial<Record<CompanyKey, string | null>>;
export type Values = Record<CompanyKey, string>;

/** What a document would say where nobody sets the detail. */
function builtIn({ partner }: Company, key: CompanyKey): string {
  if (key === 'name') return partner.name;
  if (key === 'colour') return partner.branding.accentColor;
  if (key === 'email') return partner.branding.supportEmail ?? '';
  return key === 'phone' ? (partner.branding.supportPhone ?? '') : '';
}

/** What the detail would be if it were not set here. */
export function inheritedOf(company: Company, key: CompanyKey): string {
  const value = company.provenance.find((each) => each.key === key)?.inheritedValue;
  return typeof value === 'string' ? value : builtIn(company, key);
}

function valueOf(company: Company, key: CompanyKey): string {
  return key === 'logoFileId'
    ? (company.logoUrl?.replace('/files/', '') ?? '')
    : (company[key] ?? '');
}

/** The details as they would be with the changes made; '' where there is none. */
export function withChanges(
  company: Company,
  keys: readonly CompanyKey[],
  changes: Changes,
): Values {
  return Object.fromEntries(
    keys.map((key) => {
      const change = changes[key];
      return [
        key,
        change === undefined ? valueOf(company, key) : (change ?? inheritedOf(company, key)),
      ];
    }),
  ) as Values;
}

/** An IBAN in groups of four, as it is printed. */
export const printIban = (iban: string): string =>
  iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
