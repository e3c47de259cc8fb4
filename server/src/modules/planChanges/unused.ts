import type { Clock } from '../../platform/clock.ts';
import type { CreditedPosition } from '@backhaul/domain/documents/creditNote';
import { lineWords } from '@backhaul/domain/charging/lineWords';
import { unusedPositions } from '@backhaul/domain/documents/unusedPositions';
import { unusedOf, type Unused } from '@backhaul/domain/charging/unused';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { addDays, maxDate, minDate, type LocalDate } from '@backhaul/domain/time/calendar';
import { countedBy } from '@backhaul/domain/time/periods';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { createCreditNote, creditedParts, invoicedLines } from '../creditNotes/index.ts';
import { owedAgainBy } from '../invoices/index.ts';
import {
  type Account,
  accountBilling,
  accountSettings,
  lockAccount,
  post,
} from '../ledger/index.ts';
import { type LockedService, setChargedUntil } from '../services/index.ts';
import { chargedFrom, insertUnused, type ChargedRow } from './unused.store.ts';

/**
 * What one charge gives back of a service's days; total: what is given, which may be less than the
 * days cost.
 */
export interface UnusedCredit extends Unused {
  chargeId: string;
  invoice: { id: string; number: string; documentDate: LocalDate } | null;
}

/** Whose charged days of which service are not used after an end. */
export interface Ended {
  account: Account;
  service: LockedService;
  /** The last day of service. */
  endDate: LocalDate;
}

/**
 * What is charged of a service beyond an end and not given back yet, by charge; the account is
 * locked.
 */
export async function unusedCredits(sql: ScopedSql, ended: Ended): Promise<UnusedCredit[]> {
  const { account, service, endDate } = ended;
  if (service.chargedUntil <= addDays(endDate, 1)) return [];
  const day = addDays(endDate, 1);
  const rows = await chargedFrom(sql, { customerId: account.id, serviceId: service.id }, day);
  const { type } = await accountBilling(sql, account.id);
  const counted = type === 'RECURRING' ? countedBy(await accountSettings(sql, account)) : null;
  const credits: UnusedCredit[] = [];
  for (const [chargeId, lines] of groupBy(rows, (row) => row.chargeId)) {
    const unused = unusedOf(lines, day, {
      billingDay: lines[0].billingDay ?? counted,
      digits: currencyDigits(account.currency),
      pauses: service.pauses,
    });
    if (!unused) continue;
    const credit = { chargeId, invoice: invoiceOf(lines[0]), ...unused };
    const total = await thereIs(sql, service.id, credit);
    if (total > 0n) credits.push({ ...credit, total });
  }
  return credits;
}

function invoiceOf({ invoiceId, invoiceNumber, invoiceDate }: ChargedRow): UnusedCredit['invoice'] {
  return invoiceId && invoiceNumber && invoiceDate
    ? { id: invoiceId, number: invoiceNumber, documentDate: invoiceDate }
    : null;
}

/** As much of it as earlier notes left of the invoice. */
async function thereIs(sql: ScopedSql, serviceId: string, credit: UnusedCredit): Promise<bigint> {
  if (!credit.invoice) return credit.total;
  const positions = await positionsOf(sql, serviceId, credit);
  return positions.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n);
}

async function positionsOf(
  sql: ScopedSql,
  serviceId: string,
  { invoice, ...unused }: UnusedCredit,
): Promise<readonly CreditedPosition[]> {
  if (!invoice) return [];
  const of = {
    lines: await invoicedLines(sql, invoice.id),
    credited: await creditedParts(sql, invoice.id),
  };
  return unusedPositions(of, serviceId, unused);
}

/** What all of it comes to. */
export function totalOf(credits: readonly UnusedCredit[]): bigint {
  return credits.reduce((sum, { total }) => sum + total, 0n);
}

/**
 * Takes an amount off what is given back, the charges one after another; what nothing is left of is
 * still given back in days. The amount is at most the total.
 */
export function lessened(credits: readonly UnusedCredit[], amount: bigint): UnusedCredit[] {
  let left = amount;
  return credits.map((credit) => {
    const off = left < credit.total ? left : credit.total;
    left -= off;
    const total = credit.total - off;
    return { ...credit, total, tax: (credit.tax * total) / credit.total };
  });
}

/**
 * What of invoices that get notes was written off and is owed again by them, so that nobody is
 * credited what it never paid.
 */
export async function owedAgain(sql: ScopedSql, credits: readonly UnusedCredit[]): Promise<bigint> {
  let owed = 0n;
  for (const { invoice, total } of credits)
    if (invoice && total > 0n) owed += await owedAgainBy(sql, invoice.id, total);
  return owed;
}

/**
 * Gives unused days back: a note on each invoice, a CREDIT where a charge has none. Those days are
 * not charged any more, so that whoever lets the service run on pays them again. Returns the notes'
 * ids.
 */
export async function giveBackUnused(
  sql: ScopedSql,
  { account, service, endDate }: Ended,
  credits: readonly UnusedCredit[],
  { reason, todayIn }: { reason: string; todayIn: Clock['today'] },
): Promise<string[]> {
  if (!credits.length) return [];
  const today = await firstOpenDay(sql, account, todayIn(account.clock));
  const written = [];
  for (const credit of credits) {
    const { chargeId, from: firstDay, to: until, total } = credit;
    const creditNoteId =
      credit.invoice && total > 0n
        ? await noteOn(sql, account, service, credit, { reason, today, todayIn })
        : null;
    written.push({ chargeId, creditNoteId, firstDay, until, total });
  }
  await creditLedger(sql, account, service, credits, today);
  await insertUnused(sql, account, service.id, written);
  const first = credits.map(({ from }) => from).reduce(minDate);
  await setChargedUntil(sql, service.id, maxDate(first, addDays(endDate, 1)));
  return written.flatMap(({ creditNoteId }) => creditNoteId ?? []);
}

async function noteOn(
  sql: ScopedSql,
  account: Account,
  service: LockedService,
  credit: UnusedCredit,
  { reason, today, todayIn }: { reason: string; today: LocalDate; todayIn: Clock['today'] },
): Promise<string> {
  const { currency } = account;
  const { id: invoiceId, documentDate } = credit.invoice!;
  const positions = await positionsOf(sql, service.id, credit);
  return createCreditNote(
    sql,
    {
      customerId: account.id,
      invoiceId,
      documentDate: maxDate(today, documentDate),
      reason,
      invoiceLines: positions.map(({ position, amount, period }) => ({
        position,
        amount: amount === null ? null : formatMinor(amount, currencyDigits(currency)),
        period,
      })),
    },
    todayIn,
  );
}

async function creditLedger(
  sql: ScopedSql,
  account: Account,
  service: LockedService,
  credits: readonly UnusedCredit[],
  date: LocalDate,
): Promise<void> {
  const alone = credits.filter(({ invoice, total }) => !invoice && total > 0n);
  if (!alone.length) return;
  const { documentLanguage } = await accountSettings(sql, account);
  const { unusedDays } = lineWords(documentLanguage);
  await post(
    sql,
    // as it is now: notes moved its balance
    await lockAccount(sql, account.id),
    alone.map(({ chargeId, from, to, total, tax }) => ({
      type: 'CREDIT',
      amountMinor: total,
      taxMinor: tax,
      category: 'Service',
      description: `${unusedDays}: ${service.description}`,
      periodFrom: from,
      periodTo: to,
      serviceId: service.id,
      chargeId,
      date,
    })),
  );
}
