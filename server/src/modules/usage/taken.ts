import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { partSums, releaseSums, takeSums, type Taking } from './sums.store.ts';

/** What a charge takes of a customer's usage, as it was planned. */
export interface PlannedTaking extends Omit<Taking, 'from'> {
  records: number;
}

/**
 * Gives usage to the charges that were planned with it, of customers that are locked: it is billed
 * now. What is not there as it was planned stops it all.
 */
export async function takeUsage(sql: ScopedSql, takings: readonly PlannedTaking[]): Promise<void> {
  if (!takings.length) return;
  await partSums(
    sql,
    takings.map(({ customerId, until }) => ({ customerId, day: until })),
  );
  const planned = takings.reduce((sum, { records }) => sum + records, 0);
  const taken = await takeSums(
    sql,
    takings.map((taking) => ({ ...taking, from: null })),
  );
  if (taken !== planned)
    throw new Error(
      `usage changed after it was planned: ${taken} of ${planned}; nothing of this chunk was written`,
    );
}

/** What a charge took of a customer's usage waits again. */
export async function releaseOfCharge(sql: ScopedSql, chargeId: string): Promise<void> {
  await releaseSums(sql, { chargeId });
}

/** What invoices took that are void now waits for the next ones. */
export async function releaseOfVoid(
  sql: ScopedSql,
  voided: readonly Happenings['invoiceVoided'][],
): Promise<void> {
  const customers = await releaseSums(sql, { invoiceIds: voided.map((each) => each.invoiceId) });
  for (const customerId of customers) sql.happened('termsChanged', { customerId });
}
