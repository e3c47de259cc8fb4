import type { Unused } from '../charging/unused.ts';
import { maxDate, minDate } from '../time/calendar.ts';
import { creditable } from './creditable.ts';
import type { CreditedInvoice, CreditWish } from './creditNote.ts';

type Positions = Extract<CreditWish, { of: 'POSITIONS' }>['positions'];

/**
 * The lines of an invoice that give unused days of a service back, the latest first, none beyond
 * what is left of it, of its rate and of the invoice: what earlier notes gave back of it is not
 * given twice. Empty where nothing is left. Source: billing rules, Invoices, credit notes,
 * proformas.
 */
export function unusedPositions(
  invoice: Pick<CreditedInvoice, 'lines' | 'credited'>,
  serviceId: string,
  unused: Unused,
): Positions {
  const room = creditable(invoice.lines, invoice.credited);
  let left = least(unused.total, room.left);
  const lines = [...room.rates.values()]
    .flatMap((rate) => rate.lines.map((of) => ({ of, rate })))
    .filter(({ of: { line } }) => line.kind === 'SERVICE' && line.serviceId === serviceId)
    .sort((a, b) => b.of.line.position - a.of.line.position);
  const positions: Positions[number][] = [];
  for (const { of, rate } of lines) {
    const amount = least(least(of.left, rate.left.total), left);
    if (amount <= 0n) continue;
    left -= amount;
    rate.left.total -= amount;
    const { position, periodFrom, periodTo } = of.line;
    const from = maxDate(unused.from, periodFrom ?? unused.from);
    const to = minDate(unused.to, periodTo ?? unused.to);
    // where a discount was more than the days that it lowers, other days of the charge give the rest
    const period =
      from < to
        ? { from, to }
        : periodFrom && periodTo
          ? { from: periodFrom, to: periodTo }
          : undefined;
    positions.push({ position, amount, period });
  }
  return positions.reverse();
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);
