import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import {
  BankAccountsResolver,
  BankStatementResolver,
  BankTransactionsResolver,
} from './bank.resolver.ts';
import {
  BankEffectResolver,
  BankSettlesResolver,
  BankTakesBackResolver,
} from './effect.resolver.ts';
import { BankPostableResolver } from './postable.resolver.ts';
import { BankFilesResolver, CsvMappingsResolver, SkippedEntryResolver } from './files.resolver.ts';
import {
  CustomerBankLink,
  EntryPaymentsLink,
  InvoiceReferenceLink,
  PairingPartLink,
  PaymentBankLink,
} from './links.ts';
import { pairAccount } from './pairing.task.ts';
import { TASKS } from './queue.ts';
import { readFile, recoverFiles } from './read.task.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { reopenEntryOf } from './undo.service.ts';
import { bankRoutes } from './upload.routes.ts';

export const bank: Module = {
  name: 'bank',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    BankAccountsResolver,
    BankStatementResolver,
    BankTransactionsResolver,
    BankEffectResolver,
    BankSettlesResolver,
    BankTakesBackResolver,
    BankPostableResolver,
    BankFilesResolver,
    SkippedEntryResolver,
    CsvMappingsResolver,
    CustomerBankLink,
    EntryPaymentsLink,
    InvoiceReferenceLink,
    PairingPartLink,
    PaymentBankLink,
  ],
  routes: [bankRoutes],
  tasks: handled(TASKS, {
    'bank:read': (app, payload, stop) => readFile(app, payload, stop),
    'bank:pair': (app, payload, stop) => pairAccount(app, payload, stop),
    'bank:reopen': (app, payload) => reopenEntryOf(app, payload),
    'bank:recover': (app) => recoverFiles(app),
  }),
};

export { createBankAccount } from './accounts.service.ts';
export { pairAgain } from './again.ts';
export { takeText } from './files.service.ts';
export { saveCsvMapping } from './mappings.service.ts';
export { reopenEntries } from './undo.service.ts';
