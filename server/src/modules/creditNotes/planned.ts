import type { Clock } from '../../platform/clock.ts';
import { planManualLines } from '@backhaul/domain/documents/documentLines';
import {
  planCreditNote,
  type CreditedPosition,
  type CreditRefused,
  type CreditWish,
  type NoteLine,
} from '@backhaul/domain/documents/creditNote';
import { plainDecimal } from '@backhaul/domain/money/decimals';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { amountInput } from '../../kit/input.ts';
import { must } from '../../platform/must.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockDocument } from '../invoices/index.ts';
import { type Account, accountSettings, InvoiceLineInput, manualLines } from '../ledger/index.ts';
import { creditedParts, invoicedLines } from './creditNotes.store.ts';
import type { CreditedLineInput } from './creditNotes.types.ts';

/** A line of an input; period: the days of it that are given back, where that is said. */
export type CreditedLine = CreditedLineInput & Pick<CreditedPosition, 'period'>;

/** What of an input says what is credited. */
export interface Wished {
  invoiceId: string | null;
  documentDate?: string | null;
  lines?: InvoiceLineInput[] | null;
  invoiceLines?: CreditedLine[] | null;
  amount?: string | null;
}

/** A note worked out: its lines and sums in minor units, and the invoice that it is of. */
export interface PlannedNote {
  invoice: { id: string; number: string; documentDate: string } | null;
  lines: NoteLine[];
  net: bigint;
  tax: bigint;
  total: bigint;
}

/**
 * What a note would be, decided from what is left of its invoice; the account is locked, and the invoice is from here
 * on, so that notes made at once never exceed it. Refuses as createCreditNote() does.
 */
export async function plannedNote(
  sql: ScopedSql,
  account: Account,
  input: Wished,
  todayIn: Clock['today'],
): Promise<PlannedNote> {
  const invoice = input.invoiceId ? await creditedInvoice(sql, account, input.invoiceId) : null;
  // what is given back of an invoice is taxed as that was
  const on = invoice?.documentDate ?? input.documentDate ?? todayIn(account.clock);
  const wish = await wishOf(sql, account, input, on);
  if (!invoice) {
    if (wish.of !== 'LINES')
      throw badInput({
        lines:
          'say what is credited, line by line; an amount alone, or lines of an invoice, need that invoice',
      });
    return summed(
      null,
      wish.lines.map((line) => ({ ...line, position: null })),
    );
  }
  const planned = planCreditNote(
    {
      number: invoice.number,
      digits: currencyDigits(account.currency),
      lines: await invoicedLines(sql, invoice.id),
      credited: await creditedParts(sql, invoice.id),
    },
    wish,
  );
  if ('refused' in planned) throw refusal(planned, invoice.number, account.currency);
  return summed(invoice, planned.lines);
}

function summed(invoice: PlannedNote['invoice'], lines: NoteLine[]): PlannedNote {
  const sum = (key: 'net' | 'tax' | 'total') => lines.reduce((all, line) => all + line[key], 0n);
  return { invoice, lines, net: sum('net'), tax: sum('tax'), total: sum('total') };
}

async function creditedInvoice(
  sql: ScopedSql,
  account: Account,
  id: string,
): Promise<NonNullable<PlannedNote['invoice']>> {
  const invoice = await lockDocument(sql, id);
  if (!invoice) throw notFound();
  if (invoice.customerId !== account.id)
    throw badInput({ invoiceId: 'is an invoice of another customer' });
  if (invoice.state === 'DRAFT')
    throw badInput({ invoiceId: 'is a draft; change it, or discard it' });
  if (invoice.state === 'VOID')
    throw badInput({ invoiceId: `invoice ${invoice.number} is void: nothing of it stands` });
  if (invoice.paidAhead)
    throw conflict(
      'PAID_AHEAD',
      `Invoice ${invoice.number} is the tax document of what was paid before, and moves no balance. Refund or reverse its payment, or give a credit note without an invoice.`,
    );
  return { id, number: must(invoice.number), documentDate: invoice.documentDate };
}

const WAYS = ['lines', 'invoiceLines', 'amount'] as const;

async function wishOf(
  sql: ScopedSql,
  account: Account,
  input: Wished,
  on: string,
): Promise<CreditWish> {
  const [way, other] = WAYS.filter((each) => input[each] != null);
  if (other) throw badInput({ [other]: `cannot be given beside ${way}; say it one way` });
  const { lines, invoiceLines, amount } = input;
  if (amount != null)
    return {
      of: 'AMOUNT',
      amount: amountInput(amount, account.currency, 'amount', { positive: true }),
    };
  if (invoiceLines) return { of: 'POSITIONS', positions: positionsOf(invoiceLines, account) };
  return lines ? { of: 'LINES', lines: await ownLines(sql, account, lines, on) } : { of: 'REST' };
}

function positionsOf(invoiceLines: readonly CreditedLine[], { currency }: Account) {
  if (!invoiceLines.length)
    throw badInput({ invoiceLines: 'name a line, or leave it out to credit the whole' });
  const seen = new Set<number>();
  return invoiceLines.map(({ position, amount, period }, i) => {
    if (seen.has(position)) throw badInput({ [`invoiceLines.${i}.position`]: 'stands here twice' });
    seen.add(position);
    const at = `invoiceLines.${i}.amount`;
    return {
      position,
      amount: amount == null ? null : amountInput(amount, currency, at, { positive: true }),
      period,
    };
  });
}

async function ownLines(
  sql: ScopedSql,
  account: Account,
  inputs: readonly InvoiceLineInput[],
  on: string,
) {
  const entered = await manualLines(sql, account, inputs, on);
  const discounted = entered.findIndex(({ discount }) => discount);
  if (discounted >= 0)
    throw badInput({
      [`lines.${discounted}.discount`]: 'has no place on a credit note; enter what is credited',
    });
  const settings = await accountSettings(sql, account);
  const lines = planManualLines(entered, settings, currencyDigits(account.currency));
  const below = lines.findIndex(({ total }) => total <= 0n);
  if (below >= 0)
    throw badInput({
      [`lines.${below}.unitPrice`]:
        'must come to more than zero; what a note gives back is positive',
    });
  return lines;
}

function refusal(refused: CreditRefused, number: string, currency: string): Error {
  switch (refused.refused) {
    case 'NO_SUCH_LINE':
      return badInput({
        [`invoiceLines.${refused.index}.position`]: `invoice ${number} has no such line`,
      });
    case 'NOT_ABOVE_ZERO':
      return badInput({
        [`invoiceLines.${refused.index}.position`]:
          'is a discount, or a line that cost nothing; credit the line that it lowers',
      });
    case 'MORE_THAN_RATE':
      return conflict('MORE_THAN_INVOICE', moreThanRate(refused, number, currency));
    case 'MORE_THAN_INVOICE': {
      const left = `${formatMinor(refused.left, currencyDigits(currency))} ${currency}`;
      const of = refused.index === null ? `invoice ${number}` : `this line of invoice ${number}`;
      return conflict(
        'MORE_THAN_INVOICE',
        refused.left > 0n
          ? `Of ${of} only ${left} is left to credit.`
          : `Nothing of ${of} is left to credit.`,
      );
    }
  }
}

function moreThanRate(
  { left, all, taxPercent }: Extract<CreditRefused, { refused: 'MORE_THAN_RATE' }>,
  number: string,
  currency: string,
): string {
  const say = (amount: bigint) => `${formatMinor(amount, currencyDigits(currency))} ${currency}`;
  const rate = `at ${plainDecimal(taxPercent)} % tax`;
  return left > 0n
    ? `Of invoice ${number} only ${say(left)} is left to credit ${rate}, and the lines come to more.`
    : `Nothing ${rate} is left to credit of invoice ${number}; in all ${say(all)} is.`;
}
