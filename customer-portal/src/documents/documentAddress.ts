// Where documents are. The app is named, for a link cannot send the header that tells the portal's
// session from the back office's.

/** One document: the file, and its pages as a picture for the screen. */
export interface DocumentAddress {
  pdf: string;
  picture: string;
}

function address(path: string, more: Record<string, string> = {}): DocumentAddress {
  const query = new URLSearchParams({ app: 'portal', ...more });
  return { pdf: `/documents/${path}.pdf?${query}`, picture: `/documents/${path}.svg?${query}` };
}

export const invoiceAddress = (invoiceId: string): DocumentAddress =>
  address(`invoices/${invoiceId}`);
export const creditNoteAddress = (noteId: string): DocumentAddress =>
  address(`credit-notes/${noteId}`);
export const proformaAddress = (proformaId: string): DocumentAddress =>
  address(`proformas/${proformaId}`);
export const receiptAddress = (paymentId: string): DocumentAddress =>
  address(`receipts/${paymentId}`);
export const statementAddress = (customerId: string, from: string, to: string): DocumentAddress =>
  address(`statements/${customerId}`, { from, to });
