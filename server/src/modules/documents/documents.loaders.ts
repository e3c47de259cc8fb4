import type { Context } from '../../graphql/context.ts';
import { toInvoice, toLine, type DocumentLineType, type InvoiceType } from './documents.types.ts';

/** An invoice inside the scope; null for one outside. */
export async function loadInvoice(ctx: Context, id: string): Promise<InvoiceType | null> {
  const row = await ctx.loadOne('invoice', id, (tx, ids) => tx.invoice.findMany({ where: { id: { in: ids } } }), (invoice) => invoice.id);
  return row && toInvoice(row);
}

/** An invoice's lines, in their order. */
export async function loadInvoiceLines(ctx: Context, invoice: Pick<InvoiceType, 'id' | 'currency'>): Promise<DocumentLineType[]> {
  const rows = await ctx.loadMany('invoiceLines', invoice.id, (tx, ids) => tx.invoiceLine.findMany({ where: { invoiceId: { in: ids } }, orderBy: { position: 'asc' } }), (line) => line.invoiceId);
  return rows.map((row) => toLine(row, invoice.currency));
}
