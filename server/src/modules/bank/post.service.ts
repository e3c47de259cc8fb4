import type { Suggestion } from '@backhaul/domain/bank/pairing';
import { needsPerson } from '@backhaul/domain/bank/returns';
import { formatMinor, currencyDigits } from '@backhaul/domain/money/money';
import { sayAmount } from '@backhaul/domain/money/sayAmount';
import type { Clock } from '../../platform/clock.ts';
import { amountInput, idInput } from '../../kit/input.ts';
import { must } from '../../platform/must.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { writeOff } from '../invoices/index.ts';
import { lockAccount } from '../ledger/index.ts';
import { raisePaymentTask, recordPayment, returnPayment } from '../payments/index.ts';
import { accountById } from './files.store.ts';
import { learnIban } from './ibans.store.ts';
import { originWords } from './origin.ts';
import { suggestionsFor } from './pairing.service.ts';
import { rulesOf } from './rules.ts';
import { entryToPair, type ToPair } from './pairing.store.ts';
import type { ReturnSuggestion } from './returned.ts';
import { lockEntry, markPosted, type LockedEntry } from './transactions.store.ts';

/** How an entry is split over customers; without invoices: the oldest due first. */
export interface GivenPart {
  customerId: string;
  amount: string;
  invoiceIds?: readonly string[] | null;
}

interface Part {
  customerId: string;
  amount: bigint;
  invoiceIds: readonly string[];
  proformaId: string | null;
}

interface Posting {
  id: string;
  /** As a person said it; without them as the best suggestion says. */
  parts?: readonly GivenPart[] | null;
  learn?: boolean;
  automatic?: boolean;
  /** Leaves it where the best suggestion is, looked at again, no longer what was asked for. */
  unless?: (best: Suggestion | undefined) => boolean;
}

/**
 * Makes the payments that an entry is, or takes back the one that a return gives back. Whoever comes second is refused.
 * Refuses NOT_FOUND; CONFLICT ALREADY_POSTED with who did, NOT_WAITING for one that is ignored, a possible duplicate,
 * without details or no receipt; parts that do not add up, and parts wanting where nothing is suggested.
 */
export async function postEntry(
  sql: ScopedSql,
  posting: Posting,
  today: Clock['today'],
): Promise<boolean> {
  const entry = await lockEntry(sql, posting.id);
  if (!entry) throw notFound();
  refuseUnlessWaiting(entry);
  const rules = await rulesOf(sql, must(await accountById(sql, entry.accountId)));
  const toPair = await entryToPair(sql, entry.id);
  const suggestions = (await suggestionsFor(sql, rules, [toPair])).get(entry.id) ?? [];
  const best = suggestions.at(0);
  if (posting.unless?.(best)) return false;
  if (entry.kind === 'RETURN')
    await takeBack(sql, entry, toPair, {
      best: best as ReturnSuggestion | undefined,
      automatic: posting.automatic ?? false,
    });
  else {
    const chosen = posting.parts
      ? { parts: readParts(entry, posting.parts, toPair.open), writeOff: false }
      : suggested(best);
    const writtenOff = await pay(sql, entry, chosen, today);
    await markPosted(sql, entry.id, { automatic: posting.automatic ?? false, writtenOff });
    const [only] = chosen.parts;
    if (chosen.parts.length === 1 && entry.iban && posting.learn !== false && !posting.automatic)
      await learn(sql, entry, only.customerId);
  }
  await audit(sql, {
    action: 'post',
    entity: 'bank-transaction',
    entityId: entry.id,
    after: { automatic: posting.automatic ?? false, parts: posting.parts ?? best?.reason },
    partner: { id: entry.partnerId, path: entry.partnerPath },
  });
  await announce(sql, { topic: 'finance', path: entry.partnerPath });
  return true;
}

/** What may not be posted as it stands, in words. */
const NOT_WAITING: Readonly<Record<string, string>> = {
  IGNORED: 'This entry is ignored. Undo that first.',
  POSSIBLE_DUPLICATE:
    'This may be the same as an entry that is there. Take it in first, or ignore it.',
  AWAITING_DETAILS: 'This is a sum of several payments. Its details come in a file of their own.',
  OUTGOING: 'This is money that went out, no receipt.',
};

function refuseUnlessWaiting({ status, postedBy }: LockedEntry): void {
  if (status === 'POSTED')
    throw conflict('ALREADY_POSTED', `${postedBy ?? 'Somebody'} has posted this entry already.`);
  const why = NOT_WAITING[status];
  if (why) throw conflict('NOT_WAITING', why);
}

function suggested(best: Suggestion | undefined): { parts: Part[]; writeOff: boolean } {
  if (!best) throw badInput({ parts: 'nothing is suggested for this entry: choose who paid' });
  return {
    parts: best.parts.map(({ customerId, amount, documents }) => ({
      customerId,
      amount,
      invoiceIds: documents.filter(({ kind }) => kind === 'INVOICE').map(({ id }) => id),
      proformaId:
        documents.length === 1 && documents[0].kind === 'PROFORMA' ? documents[0].id : null,
    })),
    writeOff: best.writeOff > 0n,
  };
}

/** Refuses by field what is no id, before anything is looked for. */
export function checkParts(parts: readonly GivenPart[] | null | undefined): void {
  parts?.forEach(({ customerId, invoiceIds }, i) => {
    idInput(customerId, `parts.${i}.customerId`);
    invoiceIds?.forEach((id, j) => idInput(id, `parts.${i}.invoiceIds.${j}`));
  });
}

function readParts(entry: LockedEntry, given: readonly GivenPart[], open: bigint): Part[] {
  if (!given.length) throw badInput({ parts: 'name one customer at least' });
  const parts = given.map(({ customerId, amount, invoiceIds }, i) => ({
    customerId: idInput(customerId, `parts.${i}.customerId`),
    amount: amountInput(amount, entry.currency, `parts.${i}.amount`, { positive: true }),
    invoiceIds: (invoiceIds ?? []).map((id, j) => idInput(id, `parts.${i}.invoiceIds.${j}`)),
    proformaId: null,
  }));
  if (new Set(parts.map(({ customerId }) => customerId)).size < parts.length)
    throw badInput({ parts: 'name each customer once' });
  const sum = parts.reduce((all, { amount }) => all + amount, 0n);
  if (sum !== open) {
    const [parted, whole] = [sum, open].map((minor) => sayAmount(minor, entry.currency));
    throw badInput({ parts: `come to ${parted}, the entry to ${whole}: they must add up` });
  }
  return parts;
}

/** Returns the invoice of which what was missing was written off. */
async function pay(
  sql: ScopedSql,
  entry: LockedEntry,
  { parts, writeOff: writes }: { parts: readonly Part[]; writeOff: boolean },
  today: Clock['today'],
): Promise<string | null> {
  // in the order of locks
  const inOrder = [...parts].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  for (const part of inOrder) {
    const account = await lockAccount(sql, part.customerId);
    if (account.currency !== entry.currency)
      throw badInput({
        parts: `the customer ${account.name} is billed in ${account.currency}, not in ${entry.currency}`,
      });
    await recordPayment(
      sql,
      {
        customerId: part.customerId,
        amount: formatMinor(part.amount, currencyDigits(entry.currency)),
        date: await firstOpenDay(sql, account, entry.bookingDate),
        method: 'BANK_TRANSFER',
        proformaId: part.proformaId,
        ...(part.invoiceIds.length && { invoiceIds: part.invoiceIds }),
        idempotencyKey: `${entry.id}:${entry.round}:${part.customerId}`,
        bank: { transactionId: entry.id, origin: originWords(entry) },
      },
      today,
    );
  }
  const [invoiceId] = parts[0].invoiceIds.slice(-1);
  if (!writes || !invoiceId) return null;
  await writeOff(sql, invoiceId, 'small difference', today);
  return invoiceId;
}

async function learn(sql: ScopedSql, entry: LockedEntry, customerId: string): Promise<void> {
  const learned = await learnIban(sql, { customerId, iban: must(entry.iban), from: entry.id });
  if (learned) sql.happened('ibanLearned', { customerId });
}

async function takeBack(
  sql: ScopedSql,
  entry: LockedEntry,
  { open, returnReason }: ToPair,
  { best, automatic }: { best: ReturnSuggestion | undefined; automatic: boolean },
): Promise<void> {
  if (!best) throw badInput({ parts: 'no payment is known that this return takes back' });
  const asked = -open - best.paid;
  await markPosted(sql, entry.id, {
    automatic,
    writtenOff: null,
    returned: { paymentId: best.paymentId, fee: asked },
  });
  const why = returnReason ?? 'the bank gave it back';
  const reason = `${why}; ${originWords(entry)}`;
  await returnPayment(sql, {
    paymentId: best.paymentId,
    reason,
    on: entry.bookingDate,
    asked,
    partly: true,
  });
  const look = `The bank took this payment back: ${why}. Find out what is wrong before you ask for it again.`;
  // the customer has it from both
  const twice =
    `The bank took all of this payment back, of which ${sayAmount(best.twice, entry.currency)} had been given back ` +
    'before: that went out twice. Ask for it, and enter a debit of it.';
  const words = [
    ...(needsPerson(entry.returnCode) ? [look] : []),
    ...(best.twice > 0n ? [twice] : []),
  ];
  if (words.length) await tell(sql, entry, best, words.join(' '));
}

/** What a person has to look at: a task of the payment that was taken back. */
async function tell(
  sql: ScopedSql,
  entry: LockedEntry,
  { paymentId, paid, parts: [{ customerId }] }: ReturnSuggestion,
  words: string,
): Promise<void> {
  const money = { amountMinor: paid, currency: entry.currency };
  await raisePaymentTask(sql, await lockAccount(sql, customerId), {
    about: `return:${entry.id}`,
    kind: 'RETURNED',
    asked: money,
    received: { ...money, amountMinor: 0n },
    words,
    paymentId,
  });
}
