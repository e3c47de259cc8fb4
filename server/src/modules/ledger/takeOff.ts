import type { Standing, TakenOff } from '@backhaul/domain/settlement/givingBack';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from './account.store.ts';
import { allocateCredits, type AllocatedBy } from './settlement.store.ts';
import {
  allDue,
  notesOfInvoices,
  paidAndCredited,
  settlementsOf,
  type StandingNote,
} from './standing.store.ts';

/** A payment's credit among all that bears on taking it off the invoices that it settles. */
export interface PaidStanding extends Standing<AllocatedBy> {
  creditId: string;
  paymentId: string;
  invoices: readonly { id: string; number: string; paid: bigint; credited: bigint }[];
  notes: readonly StandingNote[];
  /** What is left of all the customer's money, entries without an invoice taken off: the balance and all that is due. */
  available: bigint;
}

/** How a payment's credit stands; the account is locked. */
export async function standingOf(
  sql: ScopedSql,
  account: Account,
  { creditId, paymentId }: { creditId: string; paymentId: string },
): Promise<PaidStanding> {
  const notes = await notesOfInvoices(sql, account.id);
  const settlements = await settlementsOf(sql, [creditId, ...notes.map((note) => note.creditId)]);
  const involved = new Set(settlements.map(({ invoiceId }) => invoiceId));
  return {
    creditId,
    paymentId,
    notes,
    settlements,
    invoices: await paidAndCredited(sql, [...involved]),
    available: account.balanceMinor + (await allDue(sql, account.id)),
  };
}

/** Records by allocations what comes off invoices and moves between them, as planned from a standing. */
export async function moveSettlements(
  sql: ScopedSql,
  account: Account,
  standing: PaidStanding,
  moves: TakenOff<AllocatedBy>['moves'],
  date: string,
): Promise<void> {
  const noteOf = new Map(standing.notes.map((note) => [note.creditId, note.id]));
  await allocateCredits(
    sql,
    moves.map(({ creditId, ...move }) => ({
      ...move,
      customerId: account.id,
      partnerId: account.partnerId,
      partnerPath: account.partnerPath,
      transactionId: creditId,
      paymentId: creditId === standing.creditId ? standing.paymentId : null,
      creditNoteId: noteOf.get(creditId) ?? null,
      date,
    })),
  );
}

/** Which invoices keep money of a payment, and the notes that gave them back, in words. */
export function whatKeeps(standing: PaidStanding, kept: TakenOff['kept']): string {
  return standing.invoices
    .filter(({ id }) => kept.includes(id))
    .map(({ id, number }) => {
      const notes = standing.notes.filter(({ invoiceId }) => invoiceId === id);
      return `invoice ${number}, which credit note ${notes.map((note) => note.number).join(', ')} gave back`;
    })
    .join('; ');
}
