import type { Clock } from '../../platform/clock.ts';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { dueOf, lineFromPlan } from '../invoices/index.ts';
import { lockAccount } from '../ledger/index.ts';
import { CreditNotePreviewType } from './creditNotes.types.ts';
import { plannedNote, type Wished } from './planned.ts';

/** What a credit note would be, by the same plan that makes it; writes nothing. Refuses as createCreditNote() does. */
export async function previewCreditNote(
  sql: ScopedSql,
  input: Wished & { customerId: string },
  todayIn: Clock['today'],
): Promise<CreditNotePreviewType> {
  const account = await lockAccount(sql, input.customerId);
  const { invoice, lines, net, tax, total } = await plannedNote(sql, account, input, todayIn);
  const { currency } = account;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  const due = invoice ? await dueOf(sql, invoice.id) : 0n;
  return Object.assign(new CreditNotePreviewType(), {
    currency,
    net: money(net),
    tax: money(tax),
    total: money(total),
    settles: money(due < total ? due : total),
    lines: lines.map((line) =>
      lineFromPlan(
        {
          ...line,
          net: line.net.toString(),
          tax: line.tax.toString(),
          total: line.total.toString(),
        },
        currency,
        null,
      ),
    ),
  });
}
