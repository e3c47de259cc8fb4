import type { SettingSection } from './words.ts';

/** Every detail a document can show of its issuer, in the order in which it stands there. */
export const COMPANY_WORDS: readonly SettingSection[] = [
  {
    id: 'company',
    title: 'Company',
    about: 'Who issues the documents, in the words of the commercial register.',
    settings: {
      name: { label: 'Name', builtIn: 'the partner’s name' },
      street: { label: 'Street and number' },
      zip: { label: 'Postal code', width: 14 },
      city: { label: 'City' },
      country: { label: 'Country' },
      taxNumber: {
        label: 'Tax number',
        help: 'VAT or tax number; printed at the foot of every page. Write “none” if you have none: then nothing is printed.',
        width: 24,
      },
      vatId: {
        label: 'VAT number',
        help: 'As it is known in the European Union, with the letters of the country. With it companies in other member states may owe the tax themselves (reverse charge).',
        width: 24,
      },
      registrationNumber: {
        label: 'Registration number',
        help: 'In the commercial register, with the court or office that keeps it; printed beside the tax number.',
      },
    },
  },
  {
    id: 'contact',
    title: 'Contact',
    about:
      'Where customers ask about a bill. Contact and look are yours as a whole: as soon as one of them is set here, none comes from above.',
    settings: {
      email: { label: 'E-mail', builtIn: 'the partner’s support' },
      phone: { label: 'Phone', width: 24, builtIn: 'the partner’s support' },
      website: { label: 'Website' },
    },
  },
  {
    id: 'bank',
    title: 'Bank',
    about:
      'Where customers pay to. With an IBAN, invoices in euros carry a code that banking apps read; with one of Switzerland or Liechtenstein, those in francs and euros a QR-bill.',
    settings: {
      bankName: { label: 'Bank' },
      iban: {
        label: 'IBAN',
        help: 'Its check digits are looked at when you save.',
        width: 34,
      },
      bic: { label: 'BIC', help: 'Eight or eleven characters.', width: 16 },
    },
  },
  {
    id: 'look',
    title: 'Look',
    about:
      'What makes documents, mails, the portal and the back office yours at first sight; as a whole, with the contact, from here or from above.',
    settings: {
      logoFileId: {
        label: 'Logo',
        help: 'PNG, JPEG or WebP; on documents, in the portal and in the back office of your users. Wide ones on a see-through ground look best.',
        builtIn: 'no logo',
        placeholder: 'no logo',
        inherited: 'the logo of a partner above',
      },
      colour: {
        label: 'Accent colour',
        help: 'Of both apps, of mails and of documents: buttons, links, headings and the amount due.',
        width: 14,
        builtIn: 'a deep teal',
        inherited: 'the colour of a partner above',
      },
      invoiceFooter: {
        label: 'Closing words',
        help: 'Under the bank details: thanks, terms, opening hours.',
      },
    },
  },
  {
    id: 'invoices',
    title: 'Invoices',
    about: 'What every invoice begins with; a one-time invoice may say something else.',
    settings: {
      invoiceNote: {
        label: 'Note to the customer',
        help: 'Under the total, for what everybody has to know.',
      },
      invoiceTerms: {
        label: 'Terms',
        help: 'At the end of every invoice: delivery, liability, late payment.',
      },
      invoiceMemo: {
        label: 'Internal memo',
        help: 'The office’s own note that a new one-time invoice begins with; never printed.',
      },
    },
  },
];
