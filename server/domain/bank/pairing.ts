import { sayMinor } from '../money/sayAmount.ts';
import { countOf } from '../text/plural.ts';
import {
  fitting,
  outcome,
  wordOf,
  type PairingFacts,
  type PayableDocument,
} from './pairingFacts.ts';

/** How an entry was paired, the strongest first. */
export const PAIRING_RULES = [
  'STRUCTURED_REFERENCE',
  'INVOICE_NUMBER',
  'CUSTOMER_REFERENCE',
  'IBAN',
  'AMOUNT',
  'NAME',
] as const;
export type PairingRule = (typeof PAIRING_RULES)[number];

export interface SuggestedPart {
  customerId: string;
  amount: bigint;
  /** Named ones; none: the oldest due first. */
  documents: readonly PayableDocument[];
}

export interface Suggestion {
  rule: PairingRule;
  confidence: number;
  fits: boolean;
  reason: string;
  parts: readonly SuggestedPart[];
  /** What is missing and written off when it is posted. */
  writeOff: bigint;
  /** Its rule found nobody else: it alone may be posted without a person. */
  proposed?: boolean;
}

const MOST = 5;
/** A proposal from an account that paid for somebody else. */
const CAPPED = 90;

/** Who may have paid, the proposal first: that of the first rule which finds exactly one customer. Five at most. */
export function pair(facts: PairingFacts): Suggestion[] {
  const byRule = [
    byDocuments(facts, 'STRUCTURED_REFERENCE'),
    byDocuments(facts, 'INVOICE_NUMBER'),
    facts.customers.flatMap(({ customerId, reference }) =>
      ofCustomer(
        facts,
        customerId,
        'CUSTOMER_REFERENCE',
        [90, 75],
        `${reference} is the customer's reference`,
      ),
    ),
    facts.ofIban.flatMap((id) =>
      ofCustomer(facts, id, 'IBAN', [85, 60], `This account paid for ${nameOf(facts, id)} before`),
    ),
    byAmount(facts),
    facts.ofName.flatMap((id) =>
      ofCustomer(facts, id, 'NAME', [75, 50], `The payer's name is that of ${nameOf(facts, id)}`),
    ),
  ].map((found) => found.map((each) => capped(facts, each)));
  const proposal = byRule.find(
    (found) => found.length === 1 && (found[0].parts.length === 1 || found[0].fits),
  )?.[0];
  const all = byRule.flat();
  const others = all
    .filter((each) => each !== proposal)
    .sort((a, b) => b.confidence - a.confidence);
  return merged(proposal ? [{ ...proposal, proposed: true }, ...others] : others).slice(0, MOST);
}

const nameOf = ({ payers }: PairingFacts, id: string) => payers.get(id)?.name ?? 'a customer';

/** The same money for the same customer is one suggestion, with the better figure and its reason. */
function merged(all: readonly Suggestion[]): Suggestion[] {
  const seen = new Map<string, Suggestion>();
  for (const each of all) {
    const key = each.parts.map(({ customerId }) => customerId).join(' ');
    const known = seen.get(key);
    if (!known) seen.set(key, each);
    else if (each.confidence > known.confidence)
      seen.set(key, { ...each, ...(known.proposed && { proposed: true }) });
  }
  return [...seen.values()];
}

/** Rules 1 and 2: what is named, of one customer or of several. */
function byDocuments(
  facts: PairingFacts,
  rule: 'STRUCTURED_REFERENCE' | 'INVOICE_NUMBER',
): Suggestion[] {
  const structured = rule === 'STRUCTURED_REFERENCE';
  const named = structured ? facts.referenced.map(({ document }) => document) : facts.named;
  const payers = [...new Set(named.map(({ customerId }) => customerId))];
  if (payers.length > 1) return [split(facts, rule, named, payers)];
  const [customerId] = payers;
  if (!customerId) return [];
  const open = named.filter(({ state, due }) => state === 'ISSUED' && due > 0n);
  const numbers = named.map(({ number }) => number);
  const said = structured
    ? `Reference ${facts.referenced[0].reference} is that of invoice ${numbers.join(' and ')}`
    : `${wordOf(named)} ${numbers.join(' and ')} ${named.length > 1 ? 'are' : 'is'} named`;
  if (!open.length) return [closed(facts, rule, named, customerId, said)];
  const due = open.reduce((sum, each) => sum + each.due, 0n);
  const { fits, missing } = fitting(facts, due);
  const confidence = structured ? (fits ? 100 : 90) : fits ? 98 : open.length > 1 ? 70 : 85;
  const reason = `${said}; ${outcome(facts, due, open.length)}.`;
  const parts = [{ customerId, amount: facts.amount, documents: open }];
  return [{ rule, confidence, fits, reason, parts, writeOff: fits ? missing : 0n }];
}

/** Named, but nothing is due on it: it tells the customer, and the money goes to the balance. */
function closed(
  { amount }: PairingFacts,
  rule: PairingRule,
  named: readonly PayableDocument[],
  customerId: string,
  said: string,
): Suggestion {
  const paid = named.some(({ state }) => state === 'ISSUED');
  const state = named[0].state === 'DRAFT' ? 'a draft' : 'void';
  const reason = `${said}: ${paid ? 'paid already' : state}, would go to the balance.`;
  const parts = [{ customerId, amount, documents: [] }];
  return { rule, confidence: paid ? 75 : 70, fits: false, reason, parts, writeOff: 0n };
}

/** Invoices of several customers: each gets what is due on its own; what is over goes to the last. */
function split(
  facts: PairingFacts,
  rule: PairingRule,
  named: readonly PayableDocument[],
  payers: readonly string[],
): Suggestion {
  const due = named.reduce((sum, each) => sum + each.due, 0n);
  const fits = facts.amount === due;
  let left = facts.amount;
  const parts = payers.map((customerId, i) => {
    const documents = named.filter((each) => each.customerId === customerId && each.due > 0n);
    const own = documents.reduce((sum, each) => sum + each.due, 0n);
    const amount = i === payers.length - 1 || own > left ? left : own;
    left -= amount;
    return { customerId, amount, documents };
  });
  const numbers = named.map(({ number }) => number).join(' and ');
  const reason =
    `Invoices ${numbers} of ${countOf(payers.length, 'customer')} are named; ` +
    `${outcome(facts, due, named.length)}.`;
  const told = parts.filter(({ amount }) => amount > 0n);
  return { rule, confidence: fits ? 80 : 50, fits, reason, parts: told, writeOff: 0n };
}

/** Rules 3, 4 and 6: the customer is known, what it paid is told by the amount. */
function ofCustomer(
  facts: PairingFacts,
  customerId: string,
  rule: PairingRule,
  [fitting, other]: readonly [number, number],
  said: string,
): Suggestion[] {
  const payer = facts.payers.get(customerId);
  if (!payer) return [];
  const match = matchOf(
    facts,
    payer.open.filter(({ kind }) => kind === 'INVOICE'),
  );
  const due = payer.open.reduce((sum, each) => sum + (each.kind === 'INVOICE' ? each.due : 0n), 0n);
  const written = sayMinor(facts.amount, facts.digits);
  const what = !match
    ? due > 0n
      ? `${sayMinor(due, facts.digits)} is due in all, the oldest would be paid first`
      : 'nothing is due, it would go to the balance'
    : match.documents.length === 1
      ? `${written} is what is due on invoice ${match.documents[0].number}`
      : `${written} is all that is due`;
  const missing = match?.missing ?? 0n;
  const short = missing
    ? `, but for ${sayMinor(missing, facts.digits)}, which would be written off`
    : '';
  return [
    {
      rule,
      confidence: match ? fitting : other,
      fits: match !== null,
      reason: `${said}; ${what}${short}.`,
      parts: [{ customerId, amount: facts.amount, documents: match?.documents ?? [] }],
      writeOff: missing,
    },
  ];
}

/** What of a customer's open invoices an amount fits: one of them, or all; exactly rather than nearly. */
function matchOf(
  facts: PairingFacts,
  open: readonly PayableDocument[],
): { documents: readonly PayableDocument[]; missing: bigint } | null {
  const total = open.reduce((sum, each) => sum + each.due, 0n);
  const exact = open.filter(({ due }) => due === facts.amount);
  if (exact.length) return { documents: [oldest(exact)], missing: 0n };
  if (open.length && total === facts.amount) return { documents: open, missing: 0n };
  const near = open.filter(({ due }) => fitting(facts, due).fits);
  if (near.length === 1) return { documents: near, missing: near[0].due - facts.amount };
  const whole = fitting(facts, total);
  return open.length && whole.fits ? { documents: open, missing: whole.missing } : null;
}

const oldest = (all: readonly PayableDocument[]) =>
  all.reduce((first, each) => (each.dueDate < first.dueDate ? each : first));

/** Rule 5: the only open invoice of all with just this due. */
function byAmount(facts: PairingFacts): Suggestion[] {
  if (facts.ofAmount.length !== 1) return [];
  const [document] = facts.ofAmount;
  const written = sayMinor(facts.amount, facts.digits);
  const reason =
    `${written} is due on one open invoice alone: ${document.number} of ` +
    `${nameOf(facts, document.customerId)}.`;
  const parts = [{ customerId: document.customerId, amount: facts.amount, documents: [document] }];
  return [{ rule: 'AMOUNT', confidence: 60, fits: true, reason, parts, writeOff: 0n }];
}

/** A proposal by what is written, from an account that is known for others only, is less sure. */
function capped(facts: PairingFacts, suggestion: Suggestion): Suggestion {
  const { rule, parts } = suggestion;
  const written = PAIRING_RULES.indexOf(rule) <= PAIRING_RULES.indexOf('CUSTOMER_REFERENCE');
  if (!written || parts.length > 1 || !facts.ofIban.length) return suggestion;
  if (facts.ofIban.includes(parts[0].customerId)) return suggestion;
  const whose = facts.ofIban.map((id) => nameOf(facts, id)).join(' and ');
  return {
    ...suggestion,
    confidence: Math.min(suggestion.confidence, CAPPED),
    reason: `${suggestion.reason} This account paid for ${whose} before.`,
  };
}

/** Whether the best suggestion may be posted by itself: where several come into question, a person chooses. */
export function postsItself(best: Suggestion | undefined, from: number | null): boolean {
  if (!best?.proposed || from === null) return false;
  return best.fits && best.parts.length === 1 && best.confidence >= from;
}
