import { family, type OverridesOf } from './family.ts';
import { file, text } from './setting.ts';

/** Whoever sets a company name of its own is somebody else, and takes nothing of who they are from above. */
const IDENTITY = { belongsTo: 'name' } as const;
/** How it looks and is reached is somebody's whole, too: no logo of one partner beside the telephone of another. */
const LOOK = { block: 'look' } as const;

/** Who issues the documents of a partner. Source: tenancy rules, company details. */
export const COMPANY = family({
  name: text(200, { ...IDENTITY, always: true }),
  street: text(200, IDENTITY),
  city: text(100, IDENTITY),
  zip: text(20, IDENTITY),
  country: text(100, IDENTITY),
  taxNumber: text(50, IDENTITY),
  vatId: text(20, { form: 'vatId', ...IDENTITY }),
  registrationNumber: text(50, IDENTITY),
  email: text(254, { form: 'email', ...LOOK }),
  phone: text(50, { form: 'phone', ...LOOK }),
  bankName: text(100, { ...IDENTITY, moneyPath: 'bank' }),
  iban: text(34, { form: 'iban', ...IDENTITY, moneyPath: 'IBAN' }),
  bic: text(11, { form: 'bic', ...IDENTITY, moneyPath: 'BIC' }),
  website: text(200, { form: 'website', ...LOOK }),
  logoFileId: file('logoUrl', LOOK),
  colour: text(20, { form: 'colour', always: true, ...LOOK }),
  invoiceFooter: text(500, { form: 'long', ...LOOK }),
  invoiceNote: text(2000, { form: 'lines', ...IDENTITY }),
  invoiceTerms: text(4000, { form: 'lines', ...IDENTITY }),
  invoiceMemo: text(2000, { form: 'lines', ...IDENTITY }),
});

/** What one partner says of itself. */
export type CompanyOverrides = OverridesOf<typeof COMPANY.settings>;
