import 'reflect-metadata';
import type { Module } from '../kit/module.ts';
import { declareListFiles } from '../kit/listFile.ts';
import { declareCancels } from '../kit/cancel.ts';
import { declareKinds } from '../kit/rights.ts';
import { declareUploads } from '../kit/upload.ts';
import { fields } from '../modules/fields/index.ts';
import { partners } from '../modules/partners/index.ts';
import { access, grant } from '../modules/access/index.ts';
import { files } from '../modules/files/index.ts';
import { numbers } from '../modules/numbers/index.ts';
import { settings } from '../modules/settings/index.ts';
import { company } from '../modules/company/index.ts';
import { closing } from '../modules/closing/index.ts';
import { templates } from '../modules/templates/index.ts';
import { labels } from '../modules/labels/index.ts';
import { locations } from '../modules/locations/index.ts';
import { addresses } from '../modules/addresses/index.ts';
import { customers } from '../modules/customers/index.ts';
import { contacts } from '../modules/contacts/index.ts';
import { notes } from '../modules/notes/index.ts';
import { duplicates } from '../modules/duplicates/index.ts';
import { vatChecks } from '../modules/vatChecks/index.ts';
import { tariffs } from '../modules/tariffs/index.ts';
import { services } from '../modules/services/index.ts';
import { ledger } from '../modules/ledger/index.ts';
import { invoices } from '../modules/invoices/index.ts';
import { payments } from '../modules/payments/index.ts';
import { creditNotes } from '../modules/creditNotes/index.ts';
import { cashDesk } from '../modules/cashDesk/index.ts';
import { usage } from '../modules/usage/index.ts';
import { runs } from '../modules/runs/index.ts';
import { planChanges } from '../modules/planChanges/index.ts';
import { proformas } from '../modules/proformas/index.ts';
import { automation } from '../modules/automation/index.ts';
import { warnings } from '../modules/warnings/index.ts';
import { mass } from '../modules/mass/index.ts';
import { rehearsal } from '../modules/rehearsal/index.ts';
import { prepaid } from '../modules/prepaid/index.ts';
import { dunning } from '../modules/dunning/index.ts';
import { checkout } from '../modules/checkout/index.ts';
import { payLinks } from '../modules/payLinks/index.ts';
import { savedCards } from '../modules/savedCards/index.ts';
import { autopay } from '../modules/autopay/index.ts';
import { testPartners } from '../modules/testPartners/index.ts';
import { bank } from '../modules/bank/index.ts';
import { printing } from '../modules/printing/index.ts';
import { messages } from '../modules/messages/index.ts';
import { moves } from '../modules/moves/index.ts';
import { dashboards } from '../modules/dashboards/index.ts';
import { timeline } from '../modules/timeline/index.ts';
import { search } from '../modules/search/index.ts';
import { reports } from '../modules/reports/index.ts';
import { books } from '../modules/books/index.ts';
import { audit } from '../modules/audit/index.ts';
import { imports } from '../modules/imports/index.ts';
import { exports } from '../modules/exports/index.ts';
import { demo } from '../modules/demo/index.ts';

/**
 * The house's modules by rank: each imports only what stands before it, only through its index.ts. What is central (the
 * schema, permissions and rights, routes, lists as files, background tasks) follows from this list.
 */
export const MODULES: readonly Module[] = [
  // ground
  fields,
  partners,
  access,
  files,
  numbers,
  settings,
  company,
  closing,
  templates,
  // trade
  labels,
  locations,
  addresses,
  customers,
  contacts,
  notes,
  duplicates,
  vatChecks,
  tariffs,
  services,
  // money
  ledger,
  invoices,
  payments,
  creditNotes,
  cashDesk,
  // cycle
  usage,
  runs,
  planChanges,
  proformas,
  automation,
  mass,
  warnings,
  rehearsal,
  prepaid,
  dunning,
  checkout,
  payLinks,
  savedCards,
  autopay,
  testPartners,
  bank,
  // talk
  printing,
  messages,
  moves,
  // views
  search,
  dashboards,
  timeline,
  reports,
  books,
  audit,
  imports,
  exports,
  demo,
];

for (const { permissions, kinds, parts, listFiles, uploads, cancels } of MODULES) {
  grant(permissions ?? {});
  declareKinds(kinds ?? {}, parts ?? []);
  declareListFiles(listFiles ?? []);
  declareUploads(uploads ?? []);
  declareCancels(cancels);
}
