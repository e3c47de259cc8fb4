import type { Module } from '../../kit/module.ts';
import { INVOICES_FILE } from './listFile.ts';
import { DocumentsResolver } from './documents.resolver.ts';
import {
  CustomerInvoicesResolver,
  DocumentLineResolver,
  InvoiceVoidResolver,
} from './fields.resolver.ts';
import { TransactionInvoiceLink } from './links.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const invoices: Module = {
  name: 'invoices',
  listFiles: [INVOICES_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    DocumentsResolver,
    CustomerInvoicesResolver,
    DocumentLineResolver,
    InvoiceVoidResolver,
    TransactionInvoiceLink,
  ],
};

export { loadAllocationsOfNote, loadPaymentAllocations } from './allocations.loaders.ts';
export { invoiceRecords } from './invoices.records.ts';
export {
  approveInvoice,
  createInvoice,
  entered,
  lockInvoice,
  type Reversal,
  voidIssued,
  whatKeeps,
} from './documents.service.ts';
export {
  DocumentLineType,
  InvoiceAllocationType,
  InvoiceStatus,
  InvoiceType,
  lineFromPlan,
  type PlannedLineJson,
  PrintedPartyType,
  TaxSummaryRowType,
  toLine,
  toPrintedParty,
} from './documents.types.ts';
export { dueOf, lockDocument } from './documents.store.ts';
export { draftLines, InvoiceInput } from './invoices.input.ts';
export { DocumentFilter, documentsWhere, toSums } from './documents.filter.ts';
export { updateDocumentFields } from './documentFields.ts';
export { InvoiceFilter, invoicesWhere } from './invoices.filter.ts';
export { issueInvoice } from './issueInvoice.ts';
export { issuePaidAhead } from './paidAhead.ts';
export { voidInvoice } from './void.service.ts';
export { issueLateFees, type LeftFee, type NewLateFee } from './lateFees.service.ts';
export { LINE_COLUMNS, lineJson } from './lines.store.ts';
export { summaryRows } from './summaryRows.ts';
export { billedTo, printedRows } from './printed.store.ts';
export { owedAgainBy, takeBackWriteOffs } from './writeOff.ts';
export { writeOff } from './writeOff.service.ts';
