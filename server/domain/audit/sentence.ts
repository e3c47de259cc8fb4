import type { AuditChange } from './changes.ts';

/** Who did what to which record. */
export interface AuditedDeed {
  actor: string;
  action: string;
  entity: string;
  /** What the record is called; null where that is not known. */
  name: string | null;
  changes: readonly AuditChange[];
}

/** What people say of deeds; others are said as they are called. */
const DID: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  remove: 'removed',
  'update-billing': 'changed the billing of',
  'update-profile': 'changed the contact details of',
  'update-details': 'changed the details of',
  'update-draft': 'changed',
  'change-price': 'changed the price of',
  'cancel-price': 'took back the planned price of',
  'change-plan': 'changed the plan of',
  'cancel-plan-change': 'took back the change of plan of',
  'undo-charge': 'undid the last charge of',
  'write-off': 'wrote off',
  'take-back-write-off': 'took back the write-off of',
  'sign-in': 'signed in to',
  'sign-in-failed': 'failed to sign in to',
  'change-password': 'changed the password of',
  'reset-password': 'set a new password of',
  'test-mail': 'sent a test mail with',
  'move-start': 'moved the start of',
  'remove-end': 'removed the end of',
  'credit-unused': 'credited the unused days of',
  'become-invoice': 'made an invoice of',
  'ask-ahead': 'asked customers ahead at',
  'advance-clock': 'moved the clock of',
  'stop-clock': 'stopped the clock of',
  'renew-document': 'renewed the document of',
  'begin-sample': 'began the sample data of',
  void: 'made void',
  charge: 'charged',
  approve: 'approved',
  confirm: 'confirmed',
  processed: 'finished',
  discard: 'discarded',
  settle: 'settled',
  reverse: 'took back',
  refund: 'gave money back of',
  record: 'recorded',
  rate: 'gave a price to',
  withdraw: 'withdrew',
  run: 'ran',
  start: 'began',
  pause: 'paused',
  end: 'ended',
  move: 'moved',
  close: 'closed the books of',
  open: 'opened',
  'move-cash': 'moved cash of',
  'close-till': 'closed',
  'approve-difference': 'approved the difference of',
  exclude: 'left somebody out of',
  include: 'took somebody into',
  export: 'exported',
  import: 'imported',
  download: 'downloaded',
  view: 'looked at',
  upload: 'uploaded',
  cancel: 'cancelled',
  archive: 'archived',
  'check-vat-number': 'asked the VAT register about',
  activate: 'activated',
  skip: 'skipped a date of',
  remind: 'reminded',
  unsubscribe: 'unsubscribed',
  post: 'posted',
  ignore: 'left out',
  'take-in': 'took in',
  undo: 'took back',
  save: 'saved',
  'forget-iban': 'forgot an account of',
};

const words = (name: string): string => name.replaceAll('-', ' ');

/** "Anna changed the price of Air 50: 29.90 -> 34.90" */
export function auditSentence({ actor, action, entity, name, changes }: AuditedDeed): string {
  const did = DID[action] ?? words(action);
  const what = name === null ? words(entity) : `${words(entity)} ${name}`;
  const [only, ...others] = changes.filter(({ before }) => before !== null);
  const told = only && !others.length && changes.length === 1 ? `: ${sayChange(only, did)}` : '';
  return `${actor} ${did} ${what}${told}`;
}

/** "price 29.90 -> 34.90", without the field where what was done names it. */
function sayChange({ field, before, after }: AuditChange, did: string): string {
  const values = `${before ?? 'none'} -> ${after ?? 'none'}`;
  return did.split(' ').includes(field) ? values : `${field} ${values}`;
}
