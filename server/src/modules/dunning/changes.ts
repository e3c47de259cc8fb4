import { lineWords } from '@backhaul/domain/charging/lineWords';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import type { StatusChange } from '@backhaul/domain/dunning/dunning';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { shortDate } from '@backhaul/domain/time/calendar';
import type { Decided } from './night.ts';

/** What a night can do to somebody, in the order in which it does. */
export const CHANGE_KINDS = ['ACTIVATE', 'LATE_FEE', 'BLOCK', 'DEACTIVATE', 'REMIND'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One thing that a night does to one customer. */
export interface Change {
  kind: ChangeKind;
  customerId: string;
  from: CustomerStatus;
  to: CustomerStatus;
  /** In words. */
  reason: string;
  /** Of a late fee, with its tax; in whole units of the currency. */
  amount: string | null;
  currency: string;
  /** The invoice that a late fee is for. */
  invoiceId: string | null;
}

/** How many changes there are of each kind. */
export type Counts = Record<ChangeKind, number>;

export const noChanges = (): Counts => ({
  ACTIVATE: 0,
  LATE_FEE: 0,
  BLOCK: 0,
  DEACTIVATE: 0,
  REMIND: 0,
});

export function addCounts(counts: Counts, more: Counts): void {
  for (const kind of CHANGE_KINDS) counts[kind] += more[kind];
}

/** How much of each kind nights do to customers. */
export function countChanges(decided: readonly Decided[]): Counts {
  const counts = noChanges();
  for (const { night } of decided) {
    counts.ACTIVATE += Number(night.activation !== null);
    counts.LATE_FEE += night.fees.length;
    if (night.stop) counts[stopKind(night.stop)] += 1;
    counts.REMIND += Number(night.reminder !== null);
  }
  return counts;
}

function stopKind({ to }: StatusChange): 'BLOCK' | 'DEACTIVATE' {
  return to === 'BLOCKED' ? 'BLOCK' : 'DEACTIVATE';
}

/** What a night does to a customer, one by one, in its order. */
export function changesOf({ customer, facts, night }: Decided): Change[] {
  const { id, status, currency } = customer;
  const plain = { customerId: id, currency, amount: null, invoiceId: null };
  const { activation, fees, stop, reminder } = night;
  const changes: Change[] = [];
  if (activation)
    changes.push({
      ...plain,
      kind: 'ACTIVATE',
      from: status,
      to: activation.to,
      reason: activation.reason,
    });
  const standing = activation?.to ?? status;
  for (const fee of fees) {
    const amount = formatMinor(fee.total, currencyDigits(currency));
    changes.push({
      ...plain,
      kind: 'LATE_FEE',
      from: standing,
      to: standing,
      reason: `${lineWords('EN').lateFee(fee.number)}: ${amount}`,
      amount,
      invoiceId: fee.invoiceId,
    });
  }
  if (stop)
    changes.push({
      ...plain,
      kind: stopKind(stop),
      from: standing,
      to: stop.to,
      reason: stop.reason,
    });
  if (reminder) {
    const to = stop?.to ?? standing;
    changes.push({
      ...plain,
      kind: 'REMIND',
      from: to,
      to,
      reason: `unpaid since ${shortDate(facts.owedSince ?? facts.on)}: reminder ${reminder.step}, due on ${shortDate(reminder.day)}`,
    });
  }
  return changes;
}
