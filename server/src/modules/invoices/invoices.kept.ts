import { addDays } from '@backhaul/domain/time/calendar';
import type { Context } from '../../kit/context.ts';
import { onlySet, type KeptCount } from '../../kit/kept.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { daysNow } from '../partners/index.ts';
import { issuedOnly } from './documents.loaders.ts';
import { InvoiceStatus, PaymentStatus } from './documents.types.ts';
import { currencyOf, isOpen, type InvoiceFilter } from './invoices.filter.ts';

/** Where the number of invoices that a filter finds is kept with them. */
export async function invoicesKept(
  ctx: Context,
  tx: ScopedTx,
  filter: InvoiceFilter,
): Promise<KeptCount | null> {
  const { partnerId, documentDateFrom: from, documentDateTo: to } = filter;
  const of = { partnerId, currency: currencyOf(filter) };
  const byDate = ['partnerId', 'currency', 'documentDateFrom', 'documentDateTo'] as const;
  // who sees no drafts has another number
  if (onlySet(filter, byDate))
    return 'state' in issuedOnly(ctx) ? null : { figure: 'DOCUMENTS', ...of, from, to };
  if (filter.issued && onlySet(filter, [...byDate, 'issued']))
    return { figure: 'ISSUED', ...of, from, to };
  const open = filter.open || isOpen(filter.paymentStatus ?? []);
  if (
    open &&
    filter.open !== false &&
    (!filter.paymentStatus?.length || isOpen(filter.paymentStatus)) &&
    onlySet(filter, ['partnerId', 'currency', 'open', 'paymentStatus', 'dueFrom', 'dueTo'])
  )
    return { figure: 'OPEN', ...of, from: filter.dueFrom, to: filter.dueTo };
  if (isPaid(filter) && onlySet(filter, ['partnerId', 'currency', 'status', 'paymentStatus']))
    return { figure: 'ISSUED', less: 'OPEN', ...of };
  if (
    filter.status === InvoiceStatus.OVERDUE &&
    onlySet(filter, ['partnerId', 'currency', 'status'])
  ) {
    const [{ today }, ...later] = await daysNow(ctx, tx, filter);
    return later.length ? null : { figure: 'OPEN', ...of, to: addDays(today, -1) };
  }
  return null;
}

/** Whether a filter finds what is paid, and says it once. */
function isPaid({ status, paymentStatus }: InvoiceFilter): boolean {
  const asked = [...(status ? [String(status)] : []), ...(paymentStatus ?? []).map(String)];
  return asked.length === 1 && asked[0] === String(PaymentStatus.PAID);
}
