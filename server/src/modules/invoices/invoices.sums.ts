import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { keptFigures, type KeptFigures } from '../../kit/kept.ts';
import { InvoiceSumsType } from './documents.types.ts';
import { issuedOnly } from './documents.loaders.ts';
import type { InvoiceFilter } from './invoices.filter.ts';
import { invoicesKept } from './invoices.kept.ts';
import { invoiceRecords } from './invoices.records.ts';

interface Amounts {
  net: bigint;
  total: bigint;
  paid: bigint;
  due: bigint;
}

/** What is kept beside each figure that counts invoices, and how the amounts come of it. */
const KEPT_BESIDE = {
  DOCUMENTS: {
    figures: ['DOCUMENTS_NET', 'ISSUED', 'ISSUED_PAID', 'VOID_PAID'],
    amounts: ({ amount }: KeptFigures): Amounts => ({
      net: amount('DOCUMENTS_NET'),
      total: amount('DOCUMENTS'),
      paid: amount('ISSUED_PAID') + amount('VOID_PAID'),
      due: amount('ISSUED') - amount('ISSUED_PAID'),
    }),
  },
  ISSUED: {
    figures: ['ISSUED_NET', 'ISSUED_PAID'],
    amounts: ({ amount }: KeptFigures): Amounts => ({
      net: amount('ISSUED_NET'),
      total: amount('ISSUED'),
      paid: amount('ISSUED_PAID'),
      due: amount('ISSUED') - amount('ISSUED_PAID'),
    }),
  },
  PAID: {
    figures: ['ISSUED_NET', 'ISSUED_PAID', 'OPEN_NET', 'OPEN_TOTAL'],
    amounts: ({ amount }: KeptFigures): Amounts => ({
      net: amount('ISSUED_NET') - amount('OPEN_NET'),
      total: amount('ISSUED') - amount('OPEN_TOTAL'),
      paid: amount('ISSUED_PAID') - amount('OPEN_TOTAL') + amount('OPEN'),
      due: 0n,
    }),
  },
  OPEN: {
    figures: ['OPEN_NET', 'OPEN_TOTAL'],
    amounts: ({ amount }: KeptFigures): Amounts => ({
      net: amount('OPEN_NET'),
      total: amount('OPEN_TOTAL'),
      paid: amount('OPEN_TOTAL') - amount('OPEN'),
      due: amount('OPEN'),
    }),
  },
} as const;

/** What the invoices that a filter finds come to: of the sums that are kept where it allows, else of the invoices. */
export function sumsOfInvoices(
  ctx: Context,
  filter: InvoiceFilter,
  where: Prisma.InvoiceWhereInput,
): Promise<InvoiceSumsType[]> {
  return ctx.read(async (tx) => {
    const asked = await invoicesKept(ctx, tx, filter);
    const name = asked?.less ? 'PAID' : asked?.figure;
    if (asked && name && Object.hasOwn(KEPT_BESIDE, name)) {
      const { figures, amounts } = KEPT_BESIDE[name as keyof typeof KEPT_BESIDE];
      const kept = await keptFigures(tx, ctx.scope, asked, figures);
      if (kept) return [...kept].map(([currency, each]) => toSums(currency, amounts(each)));
    }
    const rows = await tx.invoice.groupBy({
      by: ['currency'],
      where: invoiceRecords.seenOf(ctx, where),
      _sum: SUMMED,
      orderBy: { currency: 'asc' },
    });
    return rows.map(ofRow);
  });
}

/** What all invoices of a customer come to; those of one level of an answer by one statement. */
export async function sumsOfCustomer(ctx: Context, customerId: string): Promise<InvoiceSumsType[]> {
  const rows = await ctx.loadMany(
    'sums of invoices',
    customerId,
    (tx, ids) =>
      tx.invoice.groupBy({
        by: ['customerId', 'currency'],
        where: { customerId: { in: ids }, ...issuedOnly(ctx) },
        _sum: SUMMED,
        orderBy: { currency: 'asc' },
      }),
    (row) => row.customerId,
  );
  return rows.map(ofRow);
}

const SUMMED = { netMinor: true, totalMinor: true, paidMinor: true, dueMinor: true } as const;

function ofRow({
  currency,
  _sum: { netMinor, totalMinor, paidMinor, dueMinor },
}: {
  currency: string;
  _sum: Record<keyof typeof SUMMED, bigint | null>;
}): InvoiceSumsType {
  return toSums(currency, {
    net: netMinor ?? 0n,
    total: totalMinor ?? 0n,
    paid: paidMinor ?? 0n,
    due: dueMinor ?? 0n,
  });
}

function toSums(currency: string, { net, total, paid, due }: Amounts): InvoiceSumsType {
  const amount = (minor: bigint) => formatMinor(minor, currencyDigits(currency));
  return Object.assign(new InvoiceSumsType(), {
    currency,
    net: amount(net),
    tax: amount(total - net),
    total: amount(total),
    paid: amount(paid),
    due: amount(due),
  });
}
