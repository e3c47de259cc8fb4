import { v7 as uuid } from 'uuid';
import type { ChargePlan } from '@backhaul/domain/charging/plan';
import { dueDateFor } from '@backhaul/domain/schedule/schedule';
import type { Clock } from '../../platform/clock.ts';
import { conflict, notFound, Refusal } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { firstOpenDay, refuseClosed } from '../closing/index.ts';
import {
  type Account,
  accountSettings,
  announceMoney,
  auditPlace,
  lockAccount,
} from '../ledger/index.ts';
import { assignNumbers } from '../numbers/index.ts';
import type { PlanJson } from './charges.store.ts';
import { billableCustomers, type Billable } from './facts.store.ts';
import { planJson, planOne, type Planned } from './planning.ts';
import { writeCharges } from './write.ts';
import { must } from '../../platform/must.ts';

/**
 * What charges as of a date would do to customers, due or not, however many by the same few
 * statements; null for one outside the scope.
 */
export async function planCustomers(
  sql: ScopedSql,
  wanted: readonly { customerId: string; on: string }[],
  todayIn: Clock['today'],
): Promise<(Planned | null)[]> {
  const found = await billableCustomers(
    sql,
    wanted.map((each) => each.customerId),
  );
  const customers = new Map(found.map((customer) => [customer.facts.id, customer]));
  return wanted.map(({ customerId, on }) => {
    const customer = customers.get(customerId);
    return customer ? planOne(customer, on, todayIn, { ignoreDueDate: true }) : null;
  });
}

/**
 * Charges one customer as of a date, outside any run; null when there is nothing to charge.
 * todayIn: dates the document where documents are dated at their issue.
 * Refuses with NOT_BILLED a customer that takes no part in recurring billing, with TOO_MUCH what no document or account
 * holds, and with what assignNumbers refuses.
 */
export async function chargeAccount(
  sql: ScopedSql,
  customerId: string,
  on: string,
  todayIn: Clock['today'],
): Promise<{ invoiceId: string | null } | null> {
  const account = await lockAccount(sql, customerId);
  const [planned] = await planCustomers(sql, [{ customerId, on }], todayIn);
  if (!planned) throw notFound();
  const { customer, plan, leftOut } = planned;
  if (!plan) {
    const { leftOut: kind, reason } = must(leftOut);
    if (kind === 'NOTHING_TO_CHARGE') return null;
    throw conflict(kind === 'TOO_MUCH' ? kind : 'NOT_BILLED', reason);
  }
  return { invoiceId: await chargePlanned(sql, account, { customer, plan }, on) };
}

/**
 * Writes a charge that is planned, outside any run; the account is locked since before it was planned. Returns its
 * invoice's id, null for a customer without invoices. Refuses with PERIOD_CLOSED, and what assignNumbers refuses.
 */
export async function chargePlanned(
  sql: ScopedSql,
  account: Account,
  { customer, plan }: { customer: Billable; plan: ChargePlan },
  on: string,
): Promise<string | null> {
  const { settings } = customer.facts;
  const { documentDate, dueDate } = plan;
  const { partnerId: id, partnerPath: path } = account;
  // here, and not by the database alone: what came before in this transaction may stand without it
  await refuseClosed(sql, [{ id, path }], documentDate);
  return write(sql, account, planJson(customer, plan), {
    on,
    documentDate,
    dueDate,
    format: settings.invoiceNumberFormat,
  });
}

/**
 * Writes a charge that was planned and kept, with its invoice whatever the customer's settings are now: dated as it was
 * to be. Its services and items are where the plan found them, and the account is locked since that was looked at.
 * Refuses with what assignNumbers refuses.
 */
export async function chargeKept(
  sql: ScopedSql,
  account: Account,
  plan: PlanJson,
  on: string,
): Promise<string> {
  const { invoiceNumberFormat: format } = await accountSettings(sql, account);
  // it is paid, whatever is closed by now
  const documentDate = await firstOpenDay(
    sql,
    account,
    plan.datedAtIssue ? sql.today(account.clock) : on,
  );
  const dueDate = dueDateFor(documentDate, plan.paymentDueDays);
  const kept = { ...plan, createsInvoice: true };
  const invoiceId = await write(sql, account, kept, { on, documentDate, dueDate, format });
  // when the next one is due was worked out when it was planned
  sql.happened('termsChanged', { customerId: account.id });
  return must(invoiceId);
}

interface Written {
  /** The billing date. */
  on: string;
  documentDate: string;
  dueDate: string;
  /** Of the invoice's number. */
  format: string;
}

async function write(
  sql: ScopedSql,
  account: Account,
  plan: PlanJson,
  { on, documentDate, dueDate, format }: Written,
): Promise<string | null> {
  const customerId = account.id;
  const invoiceId = plan.createsInvoice ? uuid() : null;
  const [number] = invoiceId
    ? await assignNumbers(sql, 'INVOICE', [
        {
          partner: { id: account.partnerId, path: account.partnerPath },
          format,
          vars: {
            customerId: account.number,
            partnerId: account.partnerNumber,
            date: documentDate,
          },
        },
      ])
    : [null];
  await writeCharges(sql, null, on, [
    {
      customerId,
      partnerId: account.partnerId,
      customerNumber: account.number,
      chargeId: uuid(),
      invoiceId,
      number,
      documentDate,
      dueDate,
      dueAtOnce: plan.paymentDueDays <= 0,
      plan,
    },
  ]);
  if (invoiceId) sql.happened('invoiceIssued', { customerId, invoiceId, on: documentDate });
  await audit(sql, {
    action: 'charge',
    entity: 'customer',
    entityId: customerId,
    after: { date: on, total: BigInt(plan.total), invoiceId },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
  return invoiceId;
}

/** What keeps a charge from being made, and nobody from paying: the next run says it with the customer's name. */
const LEFT_TO_RUNS = new Set(['TOO_MUCH', 'NUMBER_TAKEN', 'NUMBERS_USED_UP', 'PERIOD_CLOSED']);

/** The prorated charges of customers that came back; what cannot be charged waits for the next run. */
export async function chargeWhoCameBack(
  sql: ScopedSql,
  back: readonly Happenings['cameBack'][],
): Promise<void> {
  for (const { customerId, on } of back)
    try {
      await chargeAccount(sql, customerId, on, sql.today);
    } catch (error) {
      if (!(error instanceof Refusal && LEFT_TO_RUNS.has(error.details.reason ?? ''))) throw error;
    }
}
