import type { CompanyKey } from './api.ts';

export interface CompanyField {
  key: CompanyKey;
  label: string;
  help?: string;
  type?: 'email' | 'tel' | 'url';
  multiline?: boolean;
  /** The input's width in characters, about. */
  width?: number;
  /** Where a value comes from that nobody set. */
  builtIn?: string;
}

/** Every detail a document can show of its issuer, in the order in which it stands there. */
export const sections: readonly {
  id: string;
  title: string;
  about: string;
  fields: readonly CompanyField[];
}[] = [
  {
    id: 'company',
    title: 'Company',
    about: 'Who issues the documents, in the words of the commercial register.',
    fields: [
      { key: 'name', label: 'Name', builtIn: 'the partner’s name' },
      { key: 'street', label: 'Street and number' },
      { key: 'zip', label: 'Postal code', width: 14 },
      { key: 'city', label: 'City' },
      { key: 'country', label: 'Country' },
      {
        key: 'taxNumber',
        label: 'Tax number',
        help: 'VAT or tax number; printed at the foot of every page. Write “none” if you have none: then nothing is printed.',
        width: 24,
      },
    ],
  },
  {
    id: 'contact',
    title: 'Contact',
    about: 'Where customers ask about a bill.',
    fields: [
      { key: 'email', label: 'E-mail', type: 'email', builtIn: 'the partner’s support' },
      { key: 'phone', label: 'Phone', type: 'tel', width: 24, builtIn: 'the partner’s support' },
      { key: 'website', label: 'Website', type: 'url' },
    ],
  },
  {
    id: 'bank',
    title: 'Bank',
    about:
      'Where customers pay to. With an IBAN, invoices in euros carry a code that banking apps read.',
    fields: [
      { key: 'bankName', label: 'Bank' },
      {
        key: 'iban',
        label: 'IBAN',
        help: 'Its check digits are looked at when you save.',
        width: 34,
      },
      { key: 'bic', label: 'BIC', help: 'Eight or eleven characters.', width: 16 },
    ],
  },
  {
    id: 'look',
    title: 'Look',
    about: 'What makes a document yours at first sight.',
    fields: [
      {
        key: 'logoFileId',
        label: 'Logo',
        help: 'PNG, JPEG or WebP. Wide ones on a see-through ground look best.',
        builtIn: 'no logo',
      },
      {
        key: 'colour',
        label: 'Accent colour',
        help: 'Headings, lines and the amount due.',
        width: 14,
        builtIn: 'the partner’s colour',
      },
      {
        key: 'invoiceFooter',
        label: 'Closing words',
        help: 'Under the bank details: thanks, terms, opening hours.',
        multiline: true,
      },
    ],
  },
];

export const companyKeys: readonly CompanyKey[] = sections.flatMap(({ fields }) =>
  fields.map(({ key }) => key),
);
