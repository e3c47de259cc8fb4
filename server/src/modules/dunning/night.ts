import { reversed } from '@backhaul/domain/money/reverseCharge';
import type { Taxed } from '@backhaul/domain/money/taxTerms';
import { blockDate, type IssuedCharge } from '@backhaul/domain/dunning/dunning';
import { lineWords } from '@backhaul/domain/charging/lineWords';
import {
  decideNight,
  feesOf,
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
import { got, last, must } from '../../platform/must.ts';
import { lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadBlockFacts, UNCHARGED, type BlockFacts } from '../customers/index.ts';
import { owingTheirTax } from '../customers/index.ts';
import { nextCandidates, type Candidate, type Place } from './candidates.store.ts';
import type { Frame, WholeFrame } from './frame.ts';
import { INVOICES_MAX, standingsOn, type Standing } from './night.store.ts';

/** A customer with all that decides its night. */
interface Looked {
  customer: Candidate;
  facts: NightFacts;
  /** What its late fees are taxed with. */
  feeTax: Taxed;
  /** The late fees of that night. */
  fees: Night['fees'];
}

/** A customer whom a night does something to. */
export interface Decided extends Omit<Looked, 'fees'> {
  night: Night;
}

const CHUNK = 2000;

/** The next customers from a place on for whom a night may do something, and where those after them begin. */
export async function candidatesFrom(
  sql: ScopedSql,
  { area, sought }: WholeFrame,
  from: Place,
): Promise<{ customers: Candidate[]; next: Place | null }> {
  // right after a large run the statistics are those of before it, and a look-up per customer would read whole tables
  const customers = await lookingUp(sql, () => nextCandidates(sql, area, sought, from, CHUNK));
  if (customers.length < CHUNK) return { customers, next: null };
  const { partnerPath: path, number } = last(customers);
  return { customers, next: { path, number } };
}

/** What the night does to customers; whom it leaves as they are is not among them. */
export async function decide(
  sql: ScopedSql,
  frame: Frame,
  customers: readonly Candidate[],
): Promise<Decided[]> {
  const looked = await lookAt(sql, frame, customers);
  return looked
    .map(({ fees, ...each }) => ({ ...each, night: decideNight(each.facts, fees) }))
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
  const ids = customers.map(({ id }) => id);
  const standings = await standingsOn(sql, ids, frame.on);
  const owing = await owingTheirTax(sql, ids);
  const begun = customers.map((customer) => {
    const standing = got(standings, customer.id);
    const usual = got(frame.partners, customer.partnerId).feeTax;
    const feeTax = owing.has(customer.id) ? reversed(usual) : usual;
    const facts = factsOf(frame, customer, standing, feeTax);
    const oldest = oldestInvoiced(facts, standing);
    return { customer, standing, facts, feeTax, fees: feesOf(facts), oldest };
  });
  // the dates of charges are needed only of those that could be blocked by them, or owe without an
  // invoice; and asked for only where open invoices do not tell
  const dated = begun.filter(
    ({ facts, fees, oldest, standing }) =>
      oldest === null && (ahead || needsBlockDate(facts, fees) || owesBeside(facts, standing)),
  );
  const charges = await lookingUp(sql, () => chargesOf(sql, dated));
  return begun.map(({ customer, facts, feeTax, fees, oldest, standing }) => {
    const found = charges.get(customer.id) ?? UNCHARGED;
    const charged = oldest ? { oldestUnpaid: oldest, latest: null } : found;
    return {
      customer,
      feeTax,
      fees,
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
  feeTax: Taxed,
  currency: string,
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
        ...feeTax,
        taxIncluded: false,
      },
    ],
    settings,
    digits,
  );
  return must(line);
}

type Begun = Omit<NightFacts, 'blockDate' | 'owedSince'>;

function factsOf(frame: Frame, customer: Candidate, standing: Standing, feeTax: Taxed): Begun {
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
    asleepDays: got(frame.partners, customer.partnerId).asleepDays,
    withTax: (net) => feeLine(feeTax, currency, settings, { number: '', net }).total,
  };
}

/** Whether a customer may owe something that stands on no invoice, and would be reminded of it. */
function owesBeside(facts: Begun, standing: Standing): boolean {
  return facts.balance < 0n && !standing.invoices.length && remindsByItself(facts.settings);
}

/** The oldest unpaid charge, where open invoices tell: something is due of them, and all that is owed. */
function oldestInvoiced({ balance, settings }: Begun, { invoices }: Standing): IssuedCharge | null {
  const due = invoices.reduce((sum, invoice) => sum + invoice.due, 0n);
  if (balance + due < 0n || invoices.length === INVOICES_MAX) return null;
  const counted = invoices.filter(({ recurring }) => recurring || settings.oneTimeInvoicesCount);
  // by their due dates they come; of one document date the earlier due is first
  return counted.reduce<IssuedCharge | null>(
    (oldest, each) => (oldest && oldest.documentDate <= each.documentDate ? oldest : each),
    null,
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
