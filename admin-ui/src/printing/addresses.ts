/**
 * What can be looked at as a document: an invoice, a credit note, a proforma, a payment, a customer's
 * account.
 */
export type DocumentKind = 'invoices' | 'credit-notes' | 'proformas' | 'receipts' | 'statements';

export interface DocumentAddress {
  kind: DocumentKind;
  /** Of the invoice, the credit note, the proforma, the payment or the customer. */
  id: string;
  /** First and last day of a statement. */
  from?: string;
  to?: string;
}

function address(
  { kind, id, from, to }: DocumentAddress,
  form: 'pdf' | 'svg',
  more: Record<string, string> = {},
): string {
  // A portal may be open in the same browser: the document is asked for as the back office's user.
  const query = new URLSearchParams({
    app: 'admin',
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...more,
  });
  return `/documents/${kind}/${encodeURIComponent(id)}.${form}?${query.toString()}`;
}

/** The file in the browser's own viewer. */
export const pdfAddress = (document: DocumentAddress): string => address(document, 'pdf');
/** The file, to be saved under its own name. */
export const downloadAddress = (document: DocumentAddress): string =>
  address(document, 'pdf', { download: '' });
/** Its pages as a picture, which every browser shows inside a page. */
export const pictureAddress = (document: DocumentAddress): string => address(document, 'svg');
/** A receipt as the file that is printed at the desk, on A4 or by a printer of receipts. */
export const receiptAddress = (id: string, roll: boolean): string =>
  address({ kind: 'receipts', id }, 'pdf', roll ? { format: '80mm' } : {});
