import { defaultAccent } from '@backhaul/design';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { CompanyDetailsInput, CompanyOneQuery } from '../generated/graphql.ts';
import type { SettingsSource } from '../kit/settings/useSettingsDraft.ts';
import { asValue } from '../kit/settings/values.ts';

graphql(`
  fragment CompanyParts on CompanyDetails {
    ...CompanyValues
    ...CompanyOrigins
    paymentCodes {
      kind
      why
    }
    partner {
      id
      name
      childCount
      missingCompanyDetails
      branding {
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

const UpdateCompany = graphql(`
  mutation CompanyUpdate($partnerId: ID!, $input: CompanyDetailsInput!) {
    updateCompanyDetails(partnerId: $partnerId, input: $input) {
      ...CompanyParts
    }
  }
`);

export type Company = CompanyOneQuery['companyDetails'];
/** What a document shows of its issuer, '' where there is nothing. */
export type Values = Record<keyof CompanyDetailsInput, string>;

/** What a document would say where nobody sets the detail. */
function builtIn({ partner }: Company, key: string): string | null {
  if (key === 'name') return partner.name;
  if (key === 'colour') return defaultAccent;
  if (key === 'email') return partner.branding.supportEmail;
  return key === 'phone' ? partner.branding.supportPhone : null;
}

export const companySource: SettingsSource<Company> = {
  query: ['company', 'companyDetails'],
  save: async (partnerId, input) =>
    (await request(UpdateCompany, { partnerId, input })).updateCompanyDetails,
  current: (company, key) =>
    key === 'logoFileId'
      ? (company.logoUrl?.replace('/files/', '') ?? null)
      : asValue(company[key as keyof Company]),
  builtIn,
};
