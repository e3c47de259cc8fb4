import { countOf } from '@backhaul/domain/text/plural';
import { changingEach, lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { moveStatus, type StatusMove } from '../customers/index.ts';
import { applyDefaults } from '../fields/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { takeUsage } from '../usage/index.ts';
import {
  book,
  chunkOf,
  moveOn,
  type ChargeToWrite,
  type Chunk,
  type MovedOn,
} from './charges.store.ts';

/** With its first charge a new customer is active. */
const firstCharge = (customerId: string): StatusMove => ({
  customerId,
  from: 'NEW',
  to: 'ACTIVE',
  reason: 'the first charge was made',
});

/**
 * Writes charges, each with its invoice, ledger entries, the services' progress and the new balance: a fixed number of
 * statements for any number of customers, whose rows must be locked. A service that was charged meanwhile stops it all.
 * runId: the run whose entries hold the plans; null when the plans are given.
 */
export async function writeCharges(
  sql: ScopedSql,
  runId: string | null,
  on: string,
  charges: readonly ChargeToWrite[],
): Promise<void> {
  if (!charges.length) return;
  const chunk = chunkOf(sql, runId, on, charges);
  const printed = await printedFor(sql, charges);
  await lookingUp(sql, () => book(sql, chunk, printed));
  const usage = await changingEach(sql, async () => {
    const { newcomers, usage } = await moveAllOn(sql, chunk);
    await moveStatus(sql, newcomers.map(firstCharge), on, { byHand: false });
    return usage;
  });
  await takeUsage(sql, usage);
  for (const { customerId } of charges) sql.happened('daysCharged', { customerId });
  await applyDefaults(
    sql,
    'INVOICE',
    charges.flatMap((charge) => charge.invoiceId ?? []),
  );
}

/** What the charges' invoices are printed with: one row per partner, as JSON. */
async function printedFor(sql: ScopedSql, charges: readonly ChargeToWrite[]): Promise<string> {
  const partners = new Set(
    charges.filter((charge) => charge.invoiceId).map((charge) => charge.partnerId),
  );
  const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, [...partners]);
  return JSON.stringify([...printed.values()]);
}

/**
 * Moves everything on that was charged; a service that was charged meanwhile stops it all. Returns
 * who was new, and what was used.
 */
async function moveAllOn(
  sql: ScopedSql,
  chunk: Chunk,
): Promise<Pick<MovedOn, 'newcomers' | 'usage'>> {
  const { moved, planned, newcomers, usage } = await moveOn(sql, chunk);
  if (moved !== planned)
    throw new Error(
      `${countOf(planned - moved, 'service was', 'services were')} charged by somebody else meanwhile; nothing of this chunk was written`,
    );
  return { newcomers, usage };
}
