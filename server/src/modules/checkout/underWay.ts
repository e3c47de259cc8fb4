import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { yearAndDay } from '@backhaul/domain/schedule/automationWords';
import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { chargesUnderWay } from './underWay.store.ts';

/**
 * Refuses CONFLICT CHARGE_UNDER_WAY where a saved card is being charged for what is about to be paid. Two invoices that
 * are named are not the same debt, nor is a request for payment that of any other; all else may be.
 */
export async function refuseUnderWay(
  sql: ScopedSql,
  customerId: string,
  { invoiceId, proformaId }: { invoiceId?: string | null; proformaId?: string | null },
): Promise<void> {
  const other = (await chargesUnderWay(sql, customerId)).find((charge) =>
    proformaId || charge.proformaId
      ? charge.proformaId === proformaId
      : !invoiceId || !charge.invoiceId || charge.invoiceId === invoiceId,
  );
  if (!other) return;
  const amount = `${formatMinor(other.amount, currencyDigits(other.currency))} ${other.currency}`;
  throw conflict(
    'CHARGE_UNDER_WAY',
    `A charge of ${amount} to a saved card is under way since ${yearAndDay(other.since)}: ` +
      'the payment provider has not said yet whether it took it. Wait for that, so that nothing is paid twice.',
  );
}
