import { createHash } from 'node:crypto';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { promisedNow } from '../dunning/index.ts';
import { invoicesWhere, type InvoiceFilter } from '../invoices/index.ts';
import { recordReminded, reminderChannels, sendingOf, tell } from './announce.ts';
import { queueReminders } from './announcements.store.ts';
import { reachable, type Reachable } from './reminders.store.ts';

/** More than this at once is refused: nobody reads who they are. */
const CUSTOMERS_MAX = 100_000;

/** Why somebody who owes is not reminded; the first that holds is said. */
const REASONS = ['promised', 'doNotRemind', 'remindedToday', 'noAddress', 'optedOut'] as const;
type Reason = (typeof REASONS)[number];

/** What reminding all that a filter finds would be. */
export interface ReminderPlan {
  customerIds: string[];
  invoices: number;
  /** What they owe on these invoices, in minor units. */
  due: Map<string, bigint>;
  leftOut: Record<Reason, number>;
  fingerprint: string;
}

/** What a customer owes of the invoices found, in one currency. */
interface Owed {
  customerId: string;
  currency: string;
  invoices: number;
  due: bigint;
}

/**
 * Whom a reminder of everything unpaid or partly paid that a filter finds would go to, and who is
 * left out and why. Refuses by `filter` what finds more than 100,000 customers.
 */
export async function planReminders(ctx: Context, filter: InvoiceFilter): Promise<ReminderPlan> {
  const owed = await owedOf(ctx, filter);
  const ids = [...new Set(owed.map(({ customerId }) => customerId))];
  if (ids.length > CUSTOMERS_MAX)
    throw badInput({ filter: `finds more than ${CUSTOMERS_MAX} customers; narrow it down` });
  const reasons = await ctx.sql((sql) => reasonsOf(sql, ids));
  const reminded = owed.filter(({ customerId }) => !reasons.has(customerId));
  const due = new Map<string, bigint>();
  for (const each of reminded) due.set(each.currency, (due.get(each.currency) ?? 0n) + each.due);
  const leftOut = Object.fromEntries(
    REASONS.map((reason) => [
      reason,
      [...reasons.values()].filter((each) => each === reason).length,
    ]),
  ) as Record<Reason, number>;
  return {
    customerIds: ids.filter((id) => !reasons.has(id)),
    invoices: reminded.reduce((sum, { invoices }) => sum + invoices, 0),
    due,
    leftOut,
    fingerprint: fingerprintOf(reminded, leftOut),
  };
}

async function owedOf(ctx: Context, filter: InvoiceFilter): Promise<Owed[]> {
  const rows = await ctx.read(async (tx) => {
    const found: Prisma.InvoiceWhereInput = await invoicesWhere(ctx, tx, filter);
    return tx.invoice.groupBy({
      by: ['customerId', 'currency'],
      where: { AND: [found, { dueMinor: { gt: 0n } }] },
      _count: { _all: true },
      _sum: { dueMinor: true },
      orderBy: [{ customerId: 'asc' }, { currency: 'asc' }],
      take: 2 * CUSTOMERS_MAX,
    });
  });
  return rows.map(({ customerId, currency, _count, _sum }) => ({
    customerId,
    currency,
    invoices: _count._all,
    due: _sum.dueMinor ?? 0n,
  }));
}

async function reasonsOf(sql: ScopedSql, ids: readonly string[]): Promise<Map<string, Reason>> {
  const promised = await promisedNow(sql, ids);
  const { routes } = await sendingOf(sql, 'customer', ids, reminderChannels);
  const found = await reachable(sql, routes, ids);
  return new Map(
    found.flatMap((each) => {
      const reason = promised.has(each.customerId) ? 'promised' : reasonOf(each);
      return reason ? [[each.customerId, reason] as const] : [];
    }),
  );
}

function reasonOf({ routed, reminded, addressed, wants }: Reachable): Reason | null {
  if (!routed) return 'doNotRemind';
  if (reminded) return 'remindedToday';
  if (!addressed) return 'noAddress';
  return wants ? null : 'optedOut';
}

function fingerprintOf(reminded: readonly Owed[], leftOut: object): string {
  const said = reminded.map(({ customerId, currency, due }) => `${customerId} ${due} ${currency}`);
  return createHash('sha256')
    .update(JSON.stringify([said, leftOut]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Reminds them: one message each, however many invoices. Says how many customers; a second time that
 * day there is nobody left. Refuses CONFLICT STALE_PREVIEW when it is not what was looked at, and
 * what planReminders() refuses.
 */
export async function sendReminders(
  ctx: Context,
  filter: InvoiceFilter,
  fingerprint: string,
): Promise<number> {
  const plan = await planReminders(ctx, filter);
  if (plan.fingerprint !== fingerprint)
    throw conflict('STALE_PREVIEW', 'Who would be reminded is not what you saw. Look at it again.');
  if (!plan.customerIds.length) return 0;
  return ctx.sql(async (sql) => {
    const sending = await sendingOf(sql, 'customer', plan.customerIds, reminderChannels);
    const queued = await queueReminders(sql, sending, plan.customerIds);
    const customers = await recordReminded(sql, queued);
    await audit(sql, {
      action: 'remind',
      entity: 'reminders',
      after: { customers, invoices: plan.invoices, filter },
    });
    await tell(sql, queued);
    return customers;
  });
}
