import type { Standing, TakenOff } from '@backhaul/domain/settlement/givingBack';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from './account.store.ts';
import { allocateCredits, type AllocatedBy } from './settlement.store.ts';
import {
  availableOf,
  notesOfInvoices,
  paidAndCredited,
  settlementsOf,
  type StandingNote,
  waitingByCredit,
} from './standing.store.ts';

/** A payment's credit among all that bears on taking it off the invoices that it settles. */
export interface PaidStanding extends Standing<AllocatedBy> {
  creditId: string;
  paymentId: string;
  invoices: readonly { id: string; number: string; paid: bigint; credited: bigint }[];
  notes: readonly StandingNote[];
  /**
   * What is left of all the customer's money, entries without an invoice taken off: the balance and all that is due,
   * less what waits on proforma invoices besides this credit.
   */
  available: bigint;
}

/** A payment with the credit that it made. */
export interface PaidCredit {
  creditId: string;
  paymentId: string;
  customerId: string;
}

/** How the credits of payments stand, by payment; whoever then moves money holds the customer's lock. */
export async function standingsOf(
  sql: ScopedSql,
  credits: readonly PaidCredit[],
): Promise<Map<string, PaidStanding>> {
  const customerIds = [...new Set(credits.map(({ customerId }) => customerId))];
  const notes = await notesOfInvoices(sql, customerIds);
  const settlements = await settlementsOf(
    sql,
    [...credits, ...notes].map(({ creditId }) => creditId),
  );
  const involved = new Set(settlements.map(({ invoiceId }) => invoiceId));
  const invoices = await paidAndCredited(sql, [...involved]);
  const available = await availableOf(sql, customerIds);
  const waiting = await waitingByCredit(
    sql,
    credits.map(({ creditId }) => creditId),
  );
  return new Map(
    credits.map(({ creditId, paymentId, customerId }) => {
      const own = notes.filter((note) => note.customerId === customerId);
      const ids = new Set([creditId, ...own.map((note) => note.creditId)]);
      const settled = settlements.filter((each) => ids.has(each.creditId));
      const of = new Set(settled.map(({ invoiceId }) => invoiceId));
      const standing: PaidStanding = {
        creditId,
        paymentId,
        notes: own,
        settlements: settled,
        invoices: invoices.filter(({ id }) => of.has(id)),
        available: got(available, customerId) + (waiting.get(creditId) ?? 0n),
      };
      return [paymentId, standing];
    }),
  );
}

/** The same of one. */
export async function standingOf(sql: ScopedSql, credit: PaidCredit): Promise<PaidStanding> {
  return got(await standingsOf(sql, [credit]), credit.paymentId);
}

/**
 * Records by allocations what comes off invoices and moves between them, as planned from a standing. paymentId: null for
 * a credit that no payment made.
 */
export async function moveSettlements(
  sql: ScopedSql,
  account: Account,
  standing: Pick<PaidStanding, 'creditId' | 'notes'> & { paymentId: string | null },
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
