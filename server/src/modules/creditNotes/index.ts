import type { Module } from '../../kit/module.ts';
import { CreditNotesResolver } from './creditNotes.resolver.ts';
import {
  AllocationCreditNoteLink,
  CustomerCreditNotesLink,
  InvoiceCreditNotesLink,
  PaymentRefundsLink,
  TransactionCreditNoteLink,
} from './links.ts';
import { CREDIT_NOTES_FILE } from './listFile.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const creditNotes: Module = {
  name: 'creditNotes',
  listFiles: [CREDIT_NOTES_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    CreditNotesResolver,
    TransactionCreditNoteLink,
    AllocationCreditNoteLink,
    InvoiceCreditNotesLink,
    CustomerCreditNotesLink,
    PaymentRefundsLink,
  ],
};

export { creditNoteRecords } from './creditNotes.records.ts';
export { CreditNoteType } from './creditNotes.types.ts';
export { createCreditNote } from './creditNotes.service.ts';
export { settleRefund, type ToldOfRefund } from './providerRefunds.service.ts';
export { refundCreditNote, refundPayment } from './refunds.service.ts';
export { failedAndGone } from './refunds.store.ts';
export { creditedParts, invoicedLines } from './creditNotes.store.ts';
