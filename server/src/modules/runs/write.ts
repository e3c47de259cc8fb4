import { countOf } from '@backhaul/domain/text/plural';
import { changingEach, lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { moveStatus, type StatusMove } from '../customers/index.ts';
import { applyDefaults } from '../fields/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import {
  advanceServices,
  book,
  chunkOf,
  moveCustomersOn,
  partnersOf,
  takeItems,
  writeInvoices,
  type ChargeToWrite,
  type Chunk,
} from './charges.store.ts';

/** With its first charge a new customer is active; others stay what they are. */
const firstCharge = ({ customerId }: ChargeToWrite): StatusMove => ({
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
  await writeInvoices(sql, chunk, await printedFor(sql, charges));
  await lookingUp(sql, () => book(sql, chunk));
  await changingEach(sql, async () => {
    await moveServicesOn(sql, chunk);
    await takeItems(sql, chunk);
    await moveCustomersOn(sql, chunk);
    await moveStatus(sql, charges.map(firstCharge), on, { byHand: false });
  });
  await applyDefaults(
    sql,
    'INVOICE',
    charges.flatMap((charge) => charge.invoiceId ?? []),
  );
}

/** What the charges' invoices are printed with: one row per partner, as JSON. */
async function printedFor(sql: ScopedSql, charges: readonly ChargeToWrite[]): Promise<string> {
  const invoiced = charges.filter((charge) => charge.invoiceId).map((charge) => charge.customerId);
  const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, await partnersOf(sql, invoiced));
  return JSON.stringify([...printed.values()]);
}

/** Moves the services on; one that was charged meanwhile stops everything. */
async function moveServicesOn(sql: ScopedSql, chunk: Chunk): Promise<void> {
  const { moved, planned } = await advanceServices(sql, chunk);
  if (moved !== planned)
    throw new Error(
      `${countOf(planned - moved, 'service was', 'services were')} charged by somebody else meanwhile; nothing of this chunk was written`,
    );
}
