import { blockDate } from '@backhaul/domain/dunning/dunning';
import { lineWords } from '@backhaul/domain/charging/lineWords';
import {
  decideNight,
  isQuiet,
  needsBlockDate,
  type Night,
  type NightFacts,
} from '@backhaul/domain/dunning/night';
import { remindsByItself } from '@backhaul/domain/dunning/reminders';
import type { PlannedLine } from '@backhaul/domain/charging/plan';
import { planManualLines } from '@backhaul/domain/documents/documentLines';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { resolveCustomerBilling, type BillingSettings } from '@backhaul/domain/settings/finance';
import { got, must } from '../../platform/must.ts';
import { allow } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadBlockFacts, UNCHARGED, type BlockFacts } from '../customers/index.ts';
import type { Candidate } from './candidates.store.ts';
import type { Frame } from './frame.ts';
import { standingsOn, type Standing } from './night.store.ts';

/** A customer with all that decides its night. */
export interface Looked {
  customer: Candidate;
  facts: NightFacts;
}

/** A customer whom a night does something to. */
export interface Decided extends Looked {
  night: Night;
}

/** What the night does to customers; whom it leaves as they are is not among them. */
export async function decide(
  sql: ScopedSql,
  frame: Frame,
  customers: readonly Candidate[],
): Promise<Decided[]> {
  const looked = await lookAt(sql, frame, customers);
  return looked
    .map((each) => ({ ...each, night: decideNight(each.facts) }))
    .filter(({ night }) => !isQuiet(night));
}

/**
 * Reads what decides the nights of customers: the same few statements for any number of them.
 * ahead: also what decides nights to come.
 */
export async function lookAt(
  sql: ScopedSql,
  frame: Frame,
  customers: readonly Candidate[],
  { ahead = false } = {},
): Promise<Looked[]> {
  const standings = await standingsOn(
    sql,
    customers.map(({ id }) => id),
    frame.on,
  );
  const begun = customers.map((customer) => ({
    customer,
    standing: got(standings, customer.id),
    facts: factsOf(frame, customer, got(standings, customer.id)),
  }));
  // the dates of charges are needed only of those that could be blocked by them, or owe without an invoice
  const dated = begun.filter(
    ({ facts, standing }) => ahead || needsBlockDate(facts) || owesBeside(facts, standing),
  );
  await allow(sql, ['seqscan'], false); // as chunkFrom() does: of tables that grew a moment ago little is known
  const charges = await chargesOf(sql, dated);
  return begun.map(({ customer, facts, standing }) => {
    const charged = charges.get(customer.id) ?? UNCHARGED;
    return {
      customer,
      facts: {
        ...facts,
        blockDate: blockDate({ ...charged, settings: facts.settings }),
        owedSince: owedSince(standing) ?? charged.oldestUnpaid?.documentDate ?? null,
      },
    };
  });
}

/**
 * A late fee's invoice line with its tax, in the customer's language. Amounts in minor units of the
 * currency.
 */
export function feeLine(
  frame: Frame,
  { partnerId, currency }: Pick<Candidate, 'partnerId' | 'currency'>,
  settings: BillingSettings,
  fee: { number: string; net: bigint },
): PlannedLine {
  const digits = currencyDigits(currency);
  const [line] = planManualLines(
    [
      {
        description: lineWords(settings.documentLanguage).lateFee(fee.number),
        quantity: '1',
        unitPrice: formatMinor(fee.net, digits),
        taxPercent: got(frame.partners, partnerId).feePercent,
        taxIncluded: false,
      },
    ],
    settings,
    digits,
  );
  return must(line);
}

type Begun = Omit<NightFacts, 'blockDate' | 'owedSince'>;

function factsOf(frame: Frame, customer: Candidate, standing: Standing): Begun {
  const { status, billingType, balanceMinor, currency, blockedSince, billing } = customer;
  const { promisedUntil, promisedSince, reachable, invoices, reminded } = standing;
  const settings = resolveCustomerBilling(got(frame.partners, customer.partnerId).finance, billing);
  return {
    status,
    billingType,
    balance: balanceMinor,
    digits: currencyDigits(currency),
    currency,
    settings,
    blockedOn: blockedSince,
    on: frame.on,
    promisedUntil,
    promisedSince,
    reachable,
    invoices,
    reminded,
    withTax: (net) => feeLine(frame, customer, settings, { number: '', net }).total,
  };
}

/** Whether a customer may owe something that stands on no invoice, and would be reminded of it. */
function owesBeside(facts: Begun, standing: Standing): boolean {
  return (
    facts.reachable &&
    facts.balance < 0n &&
    !standing.invoices.length &&
    remindsByItself(facts.settings)
  );
}

function owedSince({ invoices }: Standing): string | null {
  return invoices.map(({ documentDate }) => documentDate).sort()[0] ?? null;
}

/** The charges that decide about blocking, by customer; one-time invoices count where the partner says so. */
async function chargesOf(
  sql: ScopedSql,
  dated: readonly { customer: Candidate; facts: Begun }[],
): Promise<Map<string, BlockFacts>> {
  const found = new Map<string, BlockFacts>();
  for (const oneTimeInvoicesCount of [true, false]) {
    const ids = dated
      .filter(({ facts }) => facts.settings.oneTimeInvoicesCount === oneTimeInvoicesCount)
      .map(({ customer }) => customer.id);
    if (!ids.length) continue;
    for (const [id, facts] of await loadBlockFacts(sql, ids, { oneTimeInvoicesCount }))
      found.set(id, facts);
  }
  return found;
}
