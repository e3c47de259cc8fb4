import type { PlannedLine } from '../charging/plan.ts';
import { fraction, mul, roundHalfAway } from '../money/fraction.ts';
import { largestRemainder } from '../money/largestRemainder.ts';
import { formatMinor } from '../money/money.ts';
import { plainPercent, taxKey } from '../money/taxTerms.ts';
import type { LocalDate } from '../time/calendar.ts';
import {
  creditable,
  takeFrom,
  type Creditable,
  type CreditableLine,
  type CreditableRate,
  type CreditedPart,
  type InvoicedLine,
} from './creditable.ts';

export type { CreditedPart, InvoicedLine } from './creditable.ts';

/** An issued invoice, and what earlier notes gave back of it. */
export interface CreditedInvoice {
  number: string;
  digits: number;
  lines: readonly InvoicedLine[];
  credited: readonly CreditedPart[];
}

/** A line of the invoice, whole or an amount of it; period: of which days, where they are not all of its own. */
export interface CreditedPosition {
  position: number;
  amount: bigint | null;
  period?: { from: LocalDate; to: LocalDate };
}

/**
 * What somebody wants given back: all that is left, an amount, lines of the invoice, or lines of its own. Amounts hold
 * the tax.
 */
export type CreditWish =
  | { of: 'REST' }
  | { of: 'AMOUNT'; amount: bigint }
  | { of: 'POSITIONS'; positions: readonly CreditedPosition[] }
  | { of: 'LINES'; lines: readonly PlannedLine[] };

/** A line of a credit note; position: the line of the invoice that it gives back, where it is of one. */
export type NoteLine = PlannedLine & { position: number | null };

/** index: which of the wishes cannot be met, where it is one of several; left: what there is instead, tax included. */
export type CreditRefused =
  | { refused: 'MORE_THAN_INVOICE'; left: bigint; index: number | null }
  | { refused: 'MORE_THAN_RATE'; left: bigint; all: bigint; taxPercent: string; index: number }
  | { refused: 'NO_SUCH_LINE'; index: number }
  | { refused: 'NOT_ABOVE_ZERO'; index: number };

/**
 * The lines of a credit note on an invoice. Whatever way an invoice is given back, in any order of lines and amounts,
 * its notes never exceed it, neither in all nor within a tax rate nor of one of its lines, and every line is above zero.
 * A line gives at most what is left of it, of its rate and of the invoice. An amount is spread over the rates in
 * proportion to what is left of each (largest remainder), and so is what is left in the end. Once all of it is given
 * back the notes' nets, taxes and totals are exactly the invoice's, rate by rate: the last note takes the odd cent.
 *
 * Where a rate of the invoice is below zero as a whole, that rate cannot be given back by lines above zero: what it
 * took off lowers what the other rates give, in proportion. The totals of the notes still end at the invoice's; their
 * net and tax are those of the rates above zero, none of them beyond the invoice's, and need not add up to its own.
 * Source: billing rules, Invoices, credit notes, proformas.
 */
export function planCreditNote(
  invoice: CreditedInvoice,
  wish: CreditWish,
): { lines: NoteLine[] } | CreditRefused {
  const room = creditable(invoice.lines, invoice.credited);
  if (room.left <= 0n) return tooMuch(room.left, null);
  switch (wish.of) {
    case 'REST':
      return { lines: restOf(room, invoice) };
    case 'AMOUNT':
      if (wish.amount === room.left) return { lines: restOf(room, invoice) };
      if (wish.amount > room.left) return tooMuch(room.left, null);
      return { lines: spread(room, invoice, wish.amount) };
    case 'POSITIONS':
      return positions(room, invoice, wish.positions);
    case 'LINES':
      return own(room, wish.lines);
  }
}

function tooMuch(left: bigint, index: number | null): CreditRefused {
  return { refused: 'MORE_THAN_INVOICE', left: left > 0n ? left : 0n, index };
}

/** What is left, line by line; what rates below zero took off is taken off the others in proportion. */
function restOf(room: Creditable, invoice: CreditedInvoice): NoteLine[] {
  return byRate(room, room.left).flatMap(({ rate, part: ofRate }) => {
    const open = rate.lines.filter(({ left }) => left > 0n);
    return parts(
      ofRate,
      open.map(({ left }) => left),
    ).flatMap((part, i) => (part > 0n ? [ofLine(rate, open[i], part, invoice)] : []));
  });
}

/** An amount in parts of the rates that have something left, in proportion to that. */
function byRate(room: Creditable, amount: bigint): { rate: CreditableRate; part: bigint }[] {
  const rates = [...room.rates.values()].filter(({ left }) => left.total > 0n);
  return parts(
    amount,
    rates.map(({ left }) => left.total),
  ).flatMap((part, i) => (part > 0n ? [{ rate: rates[i], part }] : []));
}

function spread(room: Creditable, invoice: CreditedInvoice, amount: bigint): NoteLine[] {
  const words = `Credit on invoice ${invoice.number}`;
  const several = [...room.rates.values()].filter(({ left }) => left.total > 0n).length > 1;
  return byRate(room, amount).map(({ rate, part }) => {
    const percent = plainPercent(rate.first.taxPercent);
    return plainLine(rate, part, several ? `${words}, ${percent} %` : words, invoice);
  });
}

function positions(
  room: Creditable,
  invoice: CreditedInvoice,
  wished: readonly CreditedPosition[],
): { lines: NoteLine[] } | CreditRefused {
  const lines: NoteLine[] = [];
  let { left } = room;
  for (const [index, { position, amount, period }] of wished.entries()) {
    const line = invoice.lines.find((each) => each.position === position);
    if (!line) return { refused: 'NO_SUCH_LINE', index };
    const rate = room.rates.get(taxKey(line));
    const of = rate?.lines.find((each) => each.line === line);
    if (!rate || !of) return { refused: 'NOT_ABOVE_ZERO', index };
    const there = [of.left, rate.left.total, left].reduce((a, b) => (a < b ? a : b));
    const part = amount ?? there;
    if (part > there || part <= 0n) return tooMuch(there, index);
    const given = ofLine(rate, of, part, invoice);
    lines.push(period ? { ...given, periodFrom: period.from, periodTo: period.to } : given);
    of.left -= part;
    left -= part;
  }
  return { lines };
}

function own(
  room: Creditable,
  wished: readonly PlannedLine[],
): { lines: NoteLine[] } | CreditRefused {
  const lines: NoteLine[] = [];
  let { left } = room;
  const before = new Map([...room.rates].map(([key, rate]) => [key, rate.left.total]));
  for (const [index, line] of wished.entries()) {
    const key = taxKey(line);
    const rate = room.rates.get(key);
    const there = rate && rate.left.total < left ? rate.left.total : left;
    if (!rate || line.total > there)
      return {
        refused: 'MORE_THAN_RATE',
        left: between(before.get(key) ?? 0n, room.left),
        all: room.left,
        taxPercent: line.taxPercent,
        index,
      };
    lines.push({ ...line, ...takeFrom(rate.left, line.total, line.net), position: null });
    left -= line.total;
  }
  return { lines };
}

/** An amount, at least zero and at most another. */
function between(amount: bigint, most: bigint): bigint {
  if (amount < 0n) return 0n;
  return amount < most ? amount : most;
}

/** Whole parts of an amount in proportion to weights, none above its own. */
function parts(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  return largestRemainder(
    amount,
    weights.map((weight) => fraction(amount * weight, all)),
  );
}

function ofLine(
  rate: CreditableRate,
  { line, invoiced }: CreditableLine,
  total: bigint,
  { digits }: CreditedInvoice,
): NoteLine {
  const net = roundHalfAway(mul(fraction(total), fraction(invoiced.net, invoiced.total)));
  const taken = takeFrom(rate.left, total, net);
  const as = noteLine(line, taken, digits);
  return taken.total === line.total && taken.net === line.net
    ? { ...as, quantity: line.quantity, unitPrice: line.unitPrice, position: line.position }
    : { ...as, position: line.position };
}

function plainLine(
  rate: CreditableRate,
  total: bigint,
  description: string,
  { digits }: CreditedInvoice,
): NoteLine {
  const { left, first } = rate;
  const net = roundHalfAway(mul(fraction(total), fraction(left.net, left.total)));
  const plain = { ...first, kind: 'ITEM', serviceId: null, periodFrom: null, periodTo: null };
  return {
    ...noteLine({ ...plain, kind: 'ITEM', description }, takeFrom(left, total, net), digits),
    position: null,
  };
}

function noteLine(
  { position: _position, ...line }: InvoicedLine,
  amounts: { net: bigint; tax: bigint; total: bigint },
  digits: number,
): PlannedLine {
  return {
    ...line,
    ...amounts,
    itemId: null,
    category: 'Service',
    quantity: '1',
    unitPrice: formatMinor(line.taxIncluded ? amounts.total : amounts.net, digits),
  };
}
