import type { Module } from '../../kit/module.ts';
import {
  CustomerProformasLink,
  InvoiceProformaLink,
  PaymentProformaLink,
  ProformaPaymentsLink,
  RunProformasLink,
} from './links.ts';
import { PROFORMAS_FILE } from './listFile.ts';
import { ProformasResolver } from './proformas.resolver.ts';
import { KINDS } from './rights.ts';

export const proformas: Module = {
  name: 'proformas',
  listFiles: [PROFORMAS_FILE],
  kinds: KINDS,
  resolvers: [
    ProformasResolver,
    CustomerProformasLink,
    InvoiceProformaLink,
    PaymentProformaLink,
    ProformaPaymentsLink,
    RunProformasLink,
  ],
};

export { askNext, proformaInstants } from './automatic.ts';
export { askedFor, askingPartners, markLooked } from './automatic.store.ts';
export { issuePaidProformas } from './issue.ts';
export { voidOvertaken } from './overtaken.ts';
export { proformaRecords } from './proformas.records.ts';
export { createProforma } from './proformas.service.ts';
export { ProformaType } from './proformas.types.ts';
export { voidProforma } from './void.service.ts';
export { keepSwitched, proformasMoved, proformasSwitched } from './switched.ts';
