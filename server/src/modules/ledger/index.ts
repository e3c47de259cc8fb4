import type { Module } from '../../kit/module.ts';
import { CustomerLedgerResolver } from './customerLedger.resolver.ts';
import { LedgerResolver } from './ledger.resolver.ts';
import { KINDS, PERMISSIONS } from './rights.ts';

export const ledger: Module = {
  name: 'ledger',
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [CustomerLedgerResolver, LedgerResolver],
};

export { type Account, lockAccount } from './account.ts';
export { accountSettings, announceMoney, auditPlace } from './accountSettings.ts';
export { shownRecorder } from './ledger.loaders.ts';
export { TransactionType } from './ledger.types.ts';
export { InvoiceLineInput, LINE_MAX_MINOR, manualLines } from './lines.input.ts';
export { post, type Posting, recordedBy } from './post.ts';
export { allocateCredits, type AllocatedBy, openInvoices, settleFromBalance } from './settle.ts';
