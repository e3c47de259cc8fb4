import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { AutomatedRun } from './automatedRun.ts';
import type { AtProviders } from './happenedAtProviders.ts';

// What can happen, in words that every module knows. A use case says that it did; what follows is
// listed in app/consequences.ts, so that no module calls those that are built upon it.

interface StatusMoved {
  customerId: string;
  from: CustomerStatus;
  to: CustomerStatus;
  /** Somebody said so, rather than the rules of blocking. */
  byHand: boolean;
  on: LocalDate;
}
interface EmailReplaced {
  partnerId: string;
  userId: string | null;
  customerId: string | null;
  /** The one it had until now. */
  address: string;
}
interface PartnerMoved {
  id: string;
  /** Where it is now. */
  path: string;
  /** The parent that it had, and the one it has. */
  from: string;
  to: string;
}
interface MoneyPathChanged {
  /** Whose customers' money it is. */
  partnerIds: readonly string[];
  /** In the middle of a sentence: "payments through Stripe". */
  of: string;
  /** A whole sentence of what is different now; no secrets: it goes out by mail. */
  what: string;
}

/**
 * Every kind, with what is said of it. Whoever says that something happened to a customer holds the
 * lock of its row, as whoever changes it does; what reaches further locks in the order of ids.
 * `on`: the date it counts for.
 */
export interface Happenings extends AtProviders {
  /** A note about a customer names users who may read it. */
  noteMentions: { noteId: string; customerId: string; userIds: readonly string[] };
  /** A customer has another status. */
  statusMoved: StatusMoved;
  /** The rules of blocking brought a customer back that they had made inactive. */
  cameBack: { customerId: string; on: LocalDate };
  /** A customer promised to pay through a day. */
  promiseMade: { customerId: string; until: LocalDate };
  /** A reminder of the timetable goes to a customer. day: of the timetable; step: which one of it. */
  reminderDue: { customerId: string; day: LocalDate; step: number };
  /** Nobody works on a billing run any more. */
  runRested: { runId: string; status: 'READY' | 'PROCESSED' | 'FAILED' };
  /** Something became of a billing run that came by itself. */
  automatedRun: AutomatedRun;
  /** What a customer is billed for, or when, is another: its services, items or settings. */
  termsChanged: { customerId: string };
  /** A service has another last day, or none any more. */
  serviceEndMoved: { customerId: string; serviceId: string };
  /** The same for all customers of the partner at this place of the tree, and of those below it. */
  partnerTermsChanged: { path: string };
  /** Money came in, booked already; whatever invoice it was meant for is settled. */
  moneyCame: { customerId: string; on: LocalDate };
  paymentRecorded: { paymentId: string };
  /** A bank account is known to be one that a customer is paid for from. */
  ibanLearned: { customerId: string };
  /** What the payment had settled is open again. */
  paymentReversed: { customerId: string; paymentId: string; on: LocalDate };
  /** Some of a payment, or all of it, was given back in money. */
  paymentRefunded: { paymentId: string; amountMinor: bigint };
  /** Days or items of a customer are charged: by a run, by hand, or since it paid ahead. */
  daysCharged: { customerId: string };
  /** What waits on a proforma invoice comes to all of it. on: the day of the payment that made it full. */
  proformaCovered: { customerId: string; proformaId: string; on: LocalDate };
  /** A proforma invoice has its number; nothing stands on the ledger. */
  proformaIssued: { customerId: string; proformaId: string };
  /** A proforma invoice is void, and what waited on it is free. */
  proformaVoided: { customerId: string; proformaId: string; on: LocalDate };
  /** An invoice has its number and stands on the ledger. on: what the balance pays of it counts then. */
  invoiceIssued: { customerId: string; invoiceId: string; on: LocalDate };
  /** An invoice is void, and what the balance had paid of it is free. */
  invoiceVoided: { customerId: string; invoiceId: string; on: LocalDate };
  chargeUndone: { customerId: string; on: LocalDate };
  /** Something that a customer owed, it owes no more, though nothing was paid; credit that comes of it is free. */
  debtTakenBack: { customerId: string; on: LocalDate };
  /** What was written off of an invoice is owed again. */
  debtOwedAgain: { customerId: string; on: LocalDate };
  /** A credit note is issued, and settles what is due of its invoice; the rest of it is free. */
  creditNoteIssued: { customerId: string; creditNoteId: string; on: LocalDate };
  /** Money was given back; what it had settled is open again. */
  moneyReturned: { customerId: string; on: LocalDate };
  /** An account looks different: its money, or what is written about it. */
  accountChanged: { customerId: string };
  /** An account has another e-mail address, which may not have been its owner's doing. */
  emailReplaced: EmailReplaced;
  /** Somebody asked for a link to set the password of an account with. */
  passwordForgotten: { kind: 'USER' | 'CUSTOMER'; id: string };
  /** A partner hangs under another parent, with everything below it. */
  partnerMoved: PartnerMoved;
  /** Somebody chose a partner's accent colour with its other facts; null: that of a partner above again. */
  accentChosen: { partnerId: string; colour: string | null };
  /** Something changed by which money could go elsewhere. */
  moneyPathChanged: MoneyPathChanged;
}
export type Kind = keyof Happenings;

/**
 * What follows what: in this order, once per kind and wave, for all that happened at once. S: the
 * transaction it runs in.
 */
export type ConsequencesIn<S> = {
  readonly [K in Kind]: readonly ((sql: S, all: readonly Happenings[K][]) => Promise<unknown>)[];
};

/** What tells two of a kind apart: the same said twice is one. merge: what of both is kept. */
interface Sameness<T> {
  key(what: T): string;
  merge?(first: T, next: T): T;
}
const ofCustomer = { key: ({ customerId }: { customerId: string }) => customerId };
const ofDay = {
  key: ({ customerId, on }: { customerId: string; on: LocalDate }) => `${customerId} ${on}`,
};
const ofInvoice = { key: ({ invoiceId }: { invoiceId: string }) => invoiceId };
const ofNote = { key: ({ creditNoteId }: { creditNoteId: string }) => creditNoteId };
const ofProforma = { key: ({ proformaId }: { proformaId: string }) => proformaId };
const ofPayment = { key: ({ paymentId }: { paymentId: string }) => paymentId };
const SAMENESS: { readonly [K in Kind]: Sameness<Happenings[K]> } = {
  // there and on again is one move
  statusMoved: { ...ofCustomer, merge: (first, next) => ({ ...next, from: first.from }) },
  cameBack: ofDay,
  promiseMade: ofCustomer,
  reminderDue: { key: ({ customerId, day }) => `${customerId} ${day}` },
  runRested: { key: ({ runId }) => runId },
  automatedRun: { key: ({ runId, what }) => `${runId} ${what}` },
  termsChanged: ofCustomer,
  serviceEndMoved: { key: ({ serviceId }) => serviceId },
  partnerTermsChanged: { key: ({ path }) => path },
  moneyCame: ofDay,
  paymentRecorded: ofPayment,
  ibanLearned: ofCustomer,
  paymentReversed: ofPayment,
  paymentRefunded: {
    ...ofPayment,
    merge: (first, next) => ({ ...next, amountMinor: first.amountMinor + next.amountMinor }),
  },
  daysCharged: ofCustomer,
  proformaCovered: ofProforma,
  proformaIssued: ofProforma,
  proformaVoided: ofProforma,
  invoiceIssued: ofInvoice,
  invoiceVoided: ofInvoice,
  chargeUndone: ofDay,
  debtTakenBack: ofDay,
  debtOwedAgain: ofDay,
  creditNoteIssued: ofNote,
  moneyReturned: ofDay,
  accountChanged: ofCustomer,
  emailReplaced: {
    key: ({ userId, customerId }) => `${userId} ${customerId}`,
    merge: (first) => first,
  },
  passwordForgotten: { key: ({ kind, id }) => `${kind} ${id}` },
  partnerMoved: { key: ({ id }) => id },
  accentChosen: { key: ({ partnerId }) => partnerId },
  checkoutEnded: { key: ({ checkoutId, status }) => `${checkoutId} ${status}` },
  cardSaved: { key: ({ checkoutId, ref }) => `${checkoutId} ${ref}` },
  chargeFailed: { key: ({ checkoutId }) => checkoutId },
  cardRemoved: { key: ({ methodId }) => methodId },
  cardEnding: { key: ({ methodId, days }) => `${methodId} ${days}` },
  refundAsked: { key: ({ refundId }) => refundId },
  noteMentions: { key: ({ noteId }) => noteId },
  moneyPathChanged: { key: ({ partnerIds, what }) => `${partnerIds.join(' ')} ${what}` },
};

/** Money lifts a block, which charges, which issues, which settles: more steps than a few are a circle. */
const WAVES_MAX = 10;

type Collected = { [K in Kind]?: Map<string, Happenings[K]> };

function add<K extends Kind>(collected: Collected, kind: K, what: Happenings[K]): void {
  const all: Map<string, Happenings[K]> = (collected[kind] ??= new Map());
  const { key, merge } = SAMENESS[kind];
  const known = all.get(key(what));
  all.set(key(what), known && merge ? merge(known, what) : what);
}

async function followOne<S, K extends Kind>(
  sql: S,
  kind: K,
  wave: Collected,
  consequences: ConsequencesIn<S>,
): Promise<void> {
  const all: Map<string, Happenings[K]> | undefined = wave[kind];
  if (!all) return;
  const once = [...all.values()];
  for (const consequence of consequences[kind]) await consequence(sql, once);
}

/** Collects what happens in one attempt of a transaction, for its consequences before the commit. */
export function collect<S>(consequences: ConsequencesIn<S>): {
  happened<K extends Kind>(kind: K, what: Happenings[K]): void;
  /**
   * Has everything follow that was collected. What a consequence causes is the next wave's, until
   * nothing is new.
   */
  follow(sql: S): Promise<void>;
} {
  let collected: Collected = {};
  return {
    happened: (kind, what) => {
      add(collected, kind, what);
    },
    async follow(sql) {
      for (let waves = 0; Object.keys(collected).length; waves += 1) {
        if (waves === WAVES_MAX)
          throw new Error(
            `${Object.keys(collected).join(', ')} still happened after ${WAVES_MAX} waves of consequences. Find the circle in app/consequences.ts.`,
          );
        const wave = collected;
        collected = {};
        for (const kind of Object.keys(consequences) as Kind[])
          await followOne(sql, kind, wave, consequences);
      }
    },
  };
}
