import type { Context } from '../../kit/context.ts';
import { toLine, type DocumentLineType, type InvoiceType } from './documents.types.ts';

/** Customers see documents that were issued; a draft is staff's own matter until then. */
export function issuedOnly(ctx: Context): { state?: { not: 'DRAFT' } } {
  return ctx.viewer?.kind === 'CUSTOMER' ? { state: { not: 'DRAFT' } } : {};
}

/** An invoice's lines, in their order. */
export async function loadInvoiceLines(
  ctx: Context,
  invoice: Pick<InvoiceType, 'id' | 'currency'>,
): Promise<DocumentLineType[]> {
  const rows = await ctx.loadMany(
    'invoiceLines',
    invoice.id,
    (tx, ids) =>
      tx.invoiceLine.findMany({ where: { invoiceId: { in: ids } }, orderBy: { position: 'asc' } }),
    (line) => line.invoiceId,
  );
  return rows.map((row) => toLine(row, invoice.currency));
}
