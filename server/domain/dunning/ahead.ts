import { fromDecimal, roundToMinor } from '../money/fraction.ts';
import { addDays } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import { isPromised } from './dunning.ts';
import { decideNight } from './night.ts';
import type { Night, NightFacts } from './night.ts';

/**
 * What comes next if nothing is paid. PROMISE: its last day. amount, in minor units: of a late fee
 * what it comes to with tax; of BLOCK and DEACTIVATE what must arrive before; else null.
 */
export interface Step {
  kind: 'PROMISE' | 'REMINDER' | 'LATE_FEE' | 'BLOCK' | 'DEACTIVATE';
  on: LocalDate;
  amount: bigint | null;
  /** What a late fee is for. */
  invoiceId: string | null;
}

/** The longest way there is: time to pay, grace, and the days from block to deactivation. */
const DAYS_AHEAD = 28 + 99 + 99;
/** Fixed days of the month never end: more of the next ones tell nothing. */
const REMINDERS_MAX = 3;

/**
 * What the coming nights do to a customer if nothing is paid and nothing else charged, from the day
 * of the facts on: each night decided as it will be, with what the nights before left.
 */
export function stepsAhead(facts: NightFacts): Step[] {
  const steps: Step[] = [];
  const { promisedUntil } = facts;
  if (isPromised(promisedUntil, facts.on) && promisedUntil)
    steps.push({ kind: 'PROMISE', on: promisedUntil, amount: null, invoiceId: null });
  let standing = facts;
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    standing = { ...standing, on: addDays(facts.on, ahead) };
    const night = decideNight(standing);
    steps.push(...stepsOf(standing, night));
    standing = after(standing, night);
  }
  const reminders = steps.filter(({ kind }) => kind === 'REMINDER').slice(0, REMINDERS_MAX);
  return steps
    .filter((step) => step.kind !== 'REMINDER' || reminders.includes(step))
    .sort((a, b) => a.on.localeCompare(b.on));
}

function stepsOf(facts: NightFacts, { fees, stop, reminder }: Night): Step[] {
  const { on } = facts;
  const plain = { on, amount: null, invoiceId: null };
  const left = fees.reduce((balance, { total }) => balance - total, facts.balance);
  return [
    ...fees.map(({ invoiceId, total }): Step => ({
      kind: 'LATE_FEE',
      on,
      amount: total,
      invoiceId,
    })),
    ...(stop
      ? [
          {
            ...plain,
            kind: stop.to === 'BLOCKED' ? ('BLOCK' as const) : ('DEACTIVATE' as const),
            amount: missing({ ...facts, balance: left }),
          },
        ]
      : []),
    ...(reminder ? [{ ...plain, kind: 'REMINDER' as const }] : []),
  ];
}

/** What brings the balance to the minimum. */
function missing({ balance, digits, settings }: NightFacts): bigint {
  return roundToMinor(fromDecimal(settings.minimumBalance), digits) - balance;
}

function after(facts: NightFacts, { activation, fees, stop, reminder }: Night): NightFacts {
  const move = stop ?? activation;
  const charged = new Set(fees.map(({ invoiceId }) => invoiceId));
  return {
    ...facts,
    status: move?.to ?? facts.status,
    blockedOn: move?.to === 'BLOCKED' ? facts.on : facts.blockedOn,
    balance: fees.reduce((balance, { total }) => balance - total, facts.balance),
    invoices: facts.invoices.map((each) =>
      charged.has(each.id) ? { ...each, feeDone: true } : each,
    ),
    asleepDays: 1,
    reminded: reminder ? [...facts.reminded, reminder.day] : facts.reminded,
  };
}
