import type { Module } from '../../kit/module.ts';
import { TRANSACTIONS_FILE } from './listFile.ts';
import { CustomerLedgerResolver } from './customerLedger.resolver.ts';
import { LedgerResolver } from './ledger.resolver.ts';
import { EntrySumsResolver } from './ledger.sums.ts';
import { KINDS, PERMISSIONS } from './rights.ts';

export const ledger: Module = {
  name: 'ledger',
  listFiles: [TRANSACTIONS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [CustomerLedgerResolver, LedgerResolver, EntrySumsResolver],
};

export { type Account, accountBilling, lockAccount } from './account.store.ts';
export { accountSettings, announceMoney, auditPlace, settlementRules } from './accountSettings.ts';
export { insertFutureItem, removeWaitingItem } from './futureItems.store.ts';
export { shownRecorder } from './ledger.loaders.ts';
export { TransactionType } from './ledger.types.ts';
export { taxOfDay } from './taxRates.store.ts';
export { InvoiceLineInput, manualLines } from './lines.input.ts';
export type { Posting } from './entries.store.ts';
export { post, recordedBy } from './post.ts';
export { settleFromBalance } from './settle.ts';
export {
  allocateCredits,
  type AllocatedBy,
  openInvoices,
  spendCredits,
} from './settlement.store.ts';
export { availableOf } from './standing.store.ts';
export {
  moveSettlements,
  standingOf,
  standingsOf,
  whatKeeps,
  type PaidStanding,
} from './takeOff.ts';
