import type { PlannedLine } from '../charging/plan.ts';
import { taxKey } from '../money/taxTerms.ts';

/** A line of an issued invoice, in its place from 1. Amounts in minor units. */
export type InvoicedLine = Pick<
  PlannedLine,
  | 'kind'
  | 'serviceId'
  | 'description'
  | 'quantity'
  | 'unitPrice'
  | 'periodFrom'
  | 'periodTo'
  | 'taxPercent'
  | 'taxTerms'
  | 'taxIncluded'
  | 'net'
  | 'tax'
  | 'total'
> & { position: number };

/** What earlier notes gave back: of a line, or (position null) of its rate as a whole. */
export type CreditedPart = Pick<
  PlannedLine,
  'taxPercent' | 'taxTerms' | 'net' | 'tax' | 'total'
> & {
  position: number | null;
};

interface Amounts {
  net: bigint;
  tax: bigint;
  total: bigint;
}

/** A line with the discounts that lower it: what can be given back of it. */
export interface CreditableLine {
  line: InvoicedLine;
  /** As invoiced, discounts included. */
  invoiced: Amounts;
  /** What is left of it, tax included. */
  left: bigint;
}

/** All lines of one tax rate, and what is left of them; below zero where the invoice gave more than it took. */
export interface CreditableRate {
  left: Amounts;
  lines: CreditableLine[];
  /** The first line of all: what a rate is told by where no line is. */
  first: InvoicedLine;
}

/** What can still be given back of an invoice, by rate. */
export interface Creditable {
  rates: Map<string, CreditableRate>;
  /** Tax included; notes together never exceed it. */
  left: bigint;
}

/**
 * What is left of an invoice after earlier notes. A discount belongs to the line before it, and what a note gives back
 * of a line is what the line cost with its discounts. Source: billing rules, Invoices, credit notes, proformas.
 */
export function creditable(
  lines: readonly InvoicedLine[],
  credited: readonly CreditedPart[],
): Creditable {
  const rates = new Map<string, CreditableRate>();
  let lowered: CreditableLine | null = null;
  for (const line of lines) {
    const rate = rateOf(rates, line);
    addTo(rate.left, line, 1n);
    if (line.kind === 'DISCOUNT' && lowered && sameRate(lowered.line, line)) {
      addTo(lowered.invoiced, line, 1n);
    } else {
      lowered = { line, invoiced: { net: line.net, tax: line.tax, total: line.total }, left: 0n };
      rate.lines.push(lowered);
    }
  }
  const given = new Map<number, bigint>();
  for (const part of credited) {
    const rate = rates.get(taxKey(part));
    if (rate) addTo(rate.left, part, -1n);
    if (part.position !== null)
      given.set(part.position, (given.get(part.position) ?? 0n) + part.total);
  }
  let left = 0n;
  for (const rate of rates.values()) {
    left += rate.left.total;
    rate.lines = rate.lines.filter(({ invoiced }) => invoiced.total > 0n);
    for (const each of rate.lines)
      each.left = most(each.invoiced.total - (given.get(each.line.position) ?? 0n), 0n);
  }
  return { rates, left };
}

/**
 * Takes an amount from what is left of a rate, split as proposed but for what the rate does not have: the last of it is
 * exactly what is left, odd cent included.
 */
export function takeFrom(left: Amounts, total: bigint, proposedNet: bigint): Amounts {
  const net = most(least(proposedNet, left.net), total - left.tax);
  const taken = { net, tax: total - net, total };
  addTo(left, taken, -1n);
  return taken;
}

function rateOf(rates: Map<string, CreditableRate>, line: InvoicedLine): CreditableRate {
  const key = taxKey(line);
  const known = rates.get(key);
  if (known) return known;
  const rate = { left: { net: 0n, tax: 0n, total: 0n }, lines: [], first: line };
  rates.set(key, rate);
  return rate;
}

function sameRate(a: InvoicedLine, b: InvoicedLine): boolean {
  return taxKey(a) === taxKey(b);
}

function addTo(sum: Amounts, { net, tax, total }: Amounts, sign: bigint): void {
  sum.net += sign * net;
  sum.tax += sign * tax;
  sum.total += sign * total;
}

const most = (a: bigint, b: bigint) => (a > b ? a : b);
const least = (a: bigint, b: bigint) => (a < b ? a : b);
