import type { Module } from './kit/office/module.ts';
import { access } from './access/index.ts';
import { audit } from './audit/index.ts';
import { automation } from './automation/index.ts';
import { bank } from './bank/index.ts';
import { books } from './books/index.ts';
import { cards } from './cards/index.ts';
import { company } from './company/index.ts';
import { contacts } from './contacts/index.ts';
import { creditNotes } from './creditNotes/index.ts';
import { customers } from './customers/index.ts';
import { dashboards } from './dashboards/index.ts';
import { desk } from './desk/index.ts';
import { duplicates } from './duplicates/index.ts';
import { dunning } from './dunning/index.ts';
import { fields } from './fields/index.ts';
import { imports } from './imports/index.ts';
import { invoices } from './invoices/index.ts';
import { ledger } from './ledger/index.ts';
import { mass } from './mass/index.ts';
import { marks } from './marks/index.ts';
import { messages } from './messages/index.ts';
import { notes } from './notes/index.ts';
import { partners } from './partners/index.ts';
import { payLinks } from './payLinks/index.ts';
import { payments } from './payments/index.ts';
import { printing } from './printing/index.ts';
import { proformas } from './proformas/index.ts';
import { rehearsal } from './rehearsal/index.ts';
import { reports } from './reports/index.ts';
import { runs } from './runs/index.ts';
import { services } from './services/index.ts';
import { settings } from './settings/index.ts';
import { tariffs } from './tariffs/index.ts';
import { timeline } from './timeline/index.ts';
import { usage } from './usage/index.ts';

/**
 * The back office as a table of contents. The order is the rank: a module imports only what stands
 * before it, and only from its `index.ts`. Menu, routes, rights and the command palette follow
 * from this list.
 */
export const MODULES: readonly Module[] = [
  // the ground
  settings,
  fields,
  printing,
  company,
  partners,
  access,
  // trade
  tariffs,
  marks,
  customers,
  contacts,
  notes,
  duplicates,
  services,
  // money
  ledger,
  invoices,
  payments,
  payLinks,
  cards,
  bank,
  creditNotes,
  proformas,
  usage,
  automation,
  mass,
  runs,
  rehearsal,
  dunning,
  books,
  // talk
  messages,
  // views
  timeline,
  imports,
  audit,
  dashboards,
  reports,
  desk,
];
