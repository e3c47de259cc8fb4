import type { CompanyValues } from '../company/index.ts';

/**
 * What a banking app reads from the code of a SEPA credit transfer (EPC069-12, version 2); '' where
 * the currency is not the euro, or the company has no account in it.
 */
export function epcPayload(
  company: Pick<CompanyValues, 'name' | 'iban' | 'bic'>,
  currency: string,
  amount: string,
  reference: string,
): string {
  if (
    currency !== 'EUR' ||
    !company.iban ||
    !/^\d{1,9}\.\d{2}$/.test(amount) ||
    Number(amount) < 0.01
  )
    return '';
  const line = (text: string, max: number) => text.replace(/[\r\n]+/g, ' ').slice(0, max);
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    company.bic ?? '',
    line(company.name, 70),
    company.iban,
    `EUR${amount}`,
    '',
    '',
    line(reference, 140),
  ].join('\n');
}
