import { request } from '../api/client.ts';
import type { MessageFilter } from '../generated/graphql.ts';
import { SendCreditNote, SendInvoice, SendProforma } from './api.ts';

/** A document that mails are about. */
export interface Told {
  what: 'invoice' | 'credit note' | 'proforma';
  id: string;
  number: string | null;
  isVoid: boolean;
  customer: { id: string; name: string; email: string | null };
  partner: { id: string; name: string };
}

/** What finds the messages about it. */
export function filterOf({ what, id }: Told): MessageFilter {
  switch (what) {
    case 'invoice':
      return { invoiceId: id };
    case 'credit note':
      return { creditNoteId: id };
    case 'proforma':
      return { proformaId: id };
  }
}

/** Mails it, to the customer or another address. */
export async function send({ what, id }: Told, to: string | null) {
  switch (what) {
    case 'invoice':
      return (await request(SendInvoice, { id, to })).sendInvoice;
    case 'credit note':
      return (await request(SendCreditNote, { id, to })).sendCreditNote;
    case 'proforma':
      return (await request(SendProforma, { id, to })).sendProforma;
  }
}
