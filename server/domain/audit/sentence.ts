import type { AuditChange } from './changes.ts';
import { countOf } from '../text/plural.ts';
import { didWords } from './deeds.ts';

/** Who did what to which record. */
export interface AuditedDeed {
  actor: string;
  action: string;
  entity: string;
  /** What the record is called; null where that is not known. */
  name: string | null;
  changes: readonly AuditChange[];
}

/** Kinds of record that people call otherwise; with an article where the record has no name of its own. */
const KINDS: Readonly<Record<string, string>> = {
  books: 'the books',
  installation: 'the installation',
  'mass-job': 'work on many records',
  'import-job': 'an import',
  'document-job': 'documents to download',
  'future-item': 'an item to be charged',
  'gateway-account': 'the payment provider',
  'payment-task': 'a task about a payment',
  dispute: 'the dispute',
  'document-template': 'a template',
  'notification-settings': 'message settings',
  dunning: 'the night’s work',
  automation: 'automation',
  checkout: 'a payment through the portal',
  'saved-method': 'saved card',
  transaction: 'a transaction',
  ledger: 'the ledger',
  reminders: 'customers of unpaid invoices',
};
/** Kinds that a partner has: named by whose they are. */
const OF_PARTNERS = /settings$|^(company-details|dunning|automation|gateway-account)$/;

const words = (name: string): string => name.replaceAll('-', ' ');

/** "Anna changed the price of Air 50: 29.90 -> 34.90" */
export function auditSentence({ actor, action, entity, name, changes }: AuditedDeed): string {
  const did = didWords(action);
  const [only, ...others] = changes.filter(({ before }) => before !== null);
  const told = only && !others.length && changes.length === 1 ? `: ${sayChange(only, did)}` : '';
  return [actor, did, recordWords(entity, name, changes)].filter(Boolean).join(' ') + told;
}

function recordWords(entity: string, name: string | null, changes: readonly AuditChange[]): string {
  const list = /^list of (.*)$/.exec(entity);
  if (list) return `the list of ${words(list[1])}`;
  if (entity === 'usage') return usageWords(changes);
  const kind = KINDS[entity] ?? words(entity);
  if (name === null) return kind;
  const whose = OF_PARTNERS.test(entity) || /^(an?|the) /.test(kind);
  return [kind, whose ? 'of' : '', name].filter(Boolean).join(' ');
}

/** "3 records of usage of Anna", "120 records of usage of 4 customers". */
function usageWords(changes: readonly AuditChange[]): string {
  const said = (name: string) => changes.find(({ field }) => field === name)?.after;
  const [records, customers] = [said('records'), said('customers')];
  const whose = customers ? countOf(Number(customers), 'customer') : said('customer');
  const what = records ? `${countOf(Number(records), 'record')} of usage` : 'usage';
  return whose ? `${what} of ${whose}` : what;
}

/** "price 29.90 -> 34.90", without the field where what was done names it. */
function sayChange({ field, before, after }: AuditChange, did: string): string {
  const values = `${before ?? 'none'} -> ${after ?? 'none'}`;
  return did.split(' ').includes(field) ? values : `${field} ${values}`;
}
