// Deeds as people say them: in the past, before what they were done to.

const DID = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  remove: 'removed',
  'update-billing': 'changed the billing of',
  'update-profile': 'changed the contact details of',
  'update-details': 'changed the details of',
  'update-draft': 'reworked',
  'change-price': 'changed the price of',
  'cancel-price': 'took back the planned price of',
  'plan-change': 'planned a change of plan of',
  'change-plan': 'changed the plan of',
  'cancel-plan-change': 'took back the change of plan of',
  'undo-charge': 'undid the last charge of',
  'write-off': 'wrote off',
  'take-back-write-off': 'took back the write-off of',
  'promise-to-pay': 'noted a promise to pay of',
  'take-back-promise': 'took back the promise to pay of',
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
  'revoke-links': 'took back the payment links of',
  'begin-sample': 'began the sample data of',
  'end-sample': 'finished the sample data of',
  'add-host': 'added an address of the portal to',
  'remove-host': 'removed an address of the portal from',
  'verify-host': 'checked an address of the portal of',
  'approve-host': 'approved an address of the portal of',
  void: 'made void',
  charge: 'charged',
  approve: 'approved',
  confirm: 'confirmed',
  processed: 'finished',
  discard: 'discarded',
  settle: 'settled',
  reverse: 'took back',
  'charge-fee': 'charged a fee for taking back',
  refund: 'gave money back of',
  record: 'recorded',
  rate: 'gave a price to',
  withdraw: 'withdrew',
  run: 'ran',
  start: 'began',
  pause: 'paused',
  resume: 'resumed',
  end: 'ended',
  move: 'moved',
  close: 'closed',
  reopen: 'reopened',
  open: 'opened',
  'move-cash': 'moved cash of',
  'close-till': 'counted and closed',
  'approve-difference': 'approved the difference of',
  exclude: 'left somebody out of',
  include: 'took somebody into',
  export: 'exported',
  import: 'moved customers into',
  download: 'downloaded',
  print: 'printed',
  view: 'looked at',
  upload: 'uploaded',
  cancel: 'cancelled',
  archive: 'archived',
  restore: 'brought back',
  reset: 'went back to the standard of',
  'check-vat-number': 'asked the VAT register about',
  activate: 'activated',
  skip: 'skipped a date of',
  unskip: 'took back the skipping of a date of',
  remind: 'reminded',
  unsubscribe: 'unsubscribed',
  post: 'posted',
  ignore: 'left out',
  'take-in': 'took in',
  undo: 'undid',
  save: 'saved',
  'forget-iban': 'forgot an account of',
  'send-now': 'sent at once',
  resend: 'sent again',
  welcome: 'sent the welcome',
  'mass-job': 'asked for',
} as const satisfies Readonly<Record<string, string>>;

/** What is said of a deed in a sentence; of one without words, its name. */
export function didWords(action: string): string {
  return (DID as Readonly<Record<string, string>>)[action] ?? action.replaceAll('-', ' ');
}

/** A deed by itself, as the choice of a filter: "Changed the price". */
export function deedWords(action: string): string {
  const did = didWords(action)
    .replace(/ into$/, ' in')
    .replace(/ out of$/, ' out')
    .replace(/ (of|to|from|with|at)$/, '');
  return did.charAt(0).toUpperCase() + did.slice(1);
}

/** Every deed that is recorded, in the order of their words. */
export const DEEDS: readonly string[] = Object.keys(DID).sort((a, b) =>
  deedWords(a).localeCompare(deedWords(b)),
);
