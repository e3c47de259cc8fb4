import { decideNight } from '@backhaul/domain/dunning/night';
import { groupBy } from '../../kit/groupBy.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { issueLateFees, type LeftFee, type NewLateFee } from '../invoices/index.ts';
import { announce } from '../../platform/signals.ts';
import type { Candidate } from './candidates.store.ts';
import type { Frame } from './frame.ts';
import { feeLine, type Decided } from './night.ts';
import { recordReminders } from './night.store.ts';
import { applyChanges, type Move } from './status.ts';

/**
 * Does to locked customers what their night decided: late fees, then the statuses, which were decided
 * with the balances that the fees leave, then reminders. What follows of it comes before the commit.
 * Returns what was done: a fee that could not be charged is not among it, and neither is a block that
 * only it would have brought.
 */
export async function carryOut(
  sql: ScopedSql,
  frame: Frame,
  decided: readonly Decided[],
  left: (fee: LeftFee) => void,
): Promise<Decided[]> {
  const done = await charge(sql, frame, decided, left);
  await applyChanges(sql, movesOf(done), frame.on);
  await remind(sql, frame, done);
  await tell(
    sql,
    done.map(({ customer }) => customer),
  );
  return done;
}

function movesOf(decided: readonly Decided[]): Move[] {
  return decided.flatMap(({ customer, facts, night }) => {
    const change = night.activation ?? night.stop;
    return change ? [{ customer, change, settings: facts.settings }] : [];
  });
}

/** Charges the late fees. Whose fee cannot be charged is decided anew, without it. */
async function charge(
  sql: ScopedSql,
  frame: Frame,
  decided: readonly Decided[],
  left: (fee: LeftFee) => void,
): Promise<Decided[]> {
  const fees = decided.flatMap(({ customer, facts, feeTax, night }) =>
    night.fees.map((fee): NewLateFee => {
      const partner = got(frame.partners, customer.partnerId);
      return {
        invoiceId: fee.invoiceId,
        customer,
        partner,
        settings: facts.settings,
        line: feeLine(feeTax, customer.currency, facts.settings, fee),
      };
    }),
  );
  if (!fees.length) return [...decided];
  const open = new Set<string>();
  for (const each of await issueLateFees(sql, frame.on, fees)) {
    open.add(each.fee.invoiceId);
    left(each);
  }
  if (!open.size) return [...decided];
  return decided.map((each) => {
    const { facts, night } = each;
    if (!night.fees.some(({ invoiceId }) => open.has(invoiceId))) return each;
    const invoices = facts.invoices.filter(({ id }) => !open.has(id));
    return { ...each, night: decideNight({ ...facts, invoices }) };
  });
}

async function remind(sql: ScopedSql, frame: Frame, decided: readonly Decided[]): Promise<void> {
  const reminders = decided.flatMap(({ customer, night: { reminder } }) =>
    reminder ? [{ customerId: customer.id, ...reminder }] : [],
  );
  await recordReminders(sql, frame.on, reminders);
  for (const { customerId, day, step } of reminders)
    sql.happened('reminderDue', { customerId, day, step });
}

/** More at one place are told to everybody there at once. */
const TOLD_EACH_MAX = 20;

async function tell(sql: ScopedSql, customers: readonly Candidate[]): Promise<void> {
  for (const [path, all] of groupBy(customers, ({ partnerPath }) => partnerPath)) {
    await announce(sql, { topic: 'finance', path });
    if (all.length > TOLD_EACH_MAX) await announce(sql, { topic: 'account', path });
    else for (const { id } of all) await announce(sql, { topic: 'account', path, id });
  }
}
