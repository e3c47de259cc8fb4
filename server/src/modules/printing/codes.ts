import { epcCode, type Payee, type ToPay } from '@backhaul/domain/documents/epcCode';
import { type SwissAnswer, swissBill } from '@backhaul/domain/documents/swissBill';
import { countryCode } from './countries.ts';
import type { PrintedCustomer } from './documentData.ts';

type Company = { name: string } & { [detail in Exclude<keyof Payee, 'name'>]?: string | null };

/** A company as codes name who is to be paid. */
export function payeeOf(company: Company): Payee {
  return {
    name: company.name,
    iban: company.iban ?? null,
    bic: company.bic ?? null,
    street: company.street ?? null,
    zip: company.zip ?? null,
    city: company.city ?? null,
    country: countryCode(company.country ?? ''),
  };
}

/** What the code of a bank transfer says; '' where there is none. */
export function epcOf(company: Company, toPay: ToPay): string {
  return epcCode(payeeOf(company), toPay).payload ?? '';
}

/** The QR-bill of a customer as it was printed; one whose country nobody wrote lives in that of the company. */
export function swissOf(company: Company, customer: PrintedCustomer, toPay: ToPay): SwissAnswer {
  const payee = payeeOf(company);
  const { name = '', street = null, zip = null, city = null, country } = customer;
  const debtor = {
    name,
    street,
    zip,
    city,
    country: country ? countryCode(country) : payee.country,
  };
  return swissBill(payee, debtor, toPay);
}
