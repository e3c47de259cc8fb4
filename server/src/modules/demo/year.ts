import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../../kit/app.ts';
import {
  addDays,
  addMonths,
  maxDate,
  minDate,
  type LocalDate,
} from '@backhaul/domain/time/calendar';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import { groupBy } from '../../kit/groupBy.ts';
import { allow } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { automate, updateAutomation } from '../automation/index.ts';
import { confirmRun, createRuns, previewStep, startConfirm } from '../runs/index.ts';
import { runDunning } from '../dunning/index.ts';
import { createCreditNote, refundCreditNote, refundPayment } from '../creditNotes/index.ts';
import { createInvoice } from '../invoices/index.ts';
import { recordPayment } from '../payments/index.ts';
import { askAhead } from './ahead.ts';
import { makeStatements } from './bank.ts';
import { makeCalls } from './calls.ts';
import { saveCards } from './cards.ts';
import { askForDebts } from './debts.ts';
import { raisePrice } from './dearer.ts';
import { payAhead } from './payingAhead.ts';
import { changePlans } from './plans.ts';
import { tellCustomers } from './paper.ts';
import { makeTrial } from './trial.ts';
import { chanceFrom, type Chance } from './random.ts';
import {
  activeCustomers,
  confirmedRun,
  findDebtors,
  fingerprintOf,
  paidInvoices,
  type Debtor,
} from './year.store.ts';

type Staff = Exclude<Scope, { kind: 'nobody' | 'customer' }>;
const MONTHS = 12;
const forever = new AbortController().signal;

/**
 * A year as it would have been lived: each month a run, payments good and bad, blocking; then the
 * next month's run waits. Cut off anywhere, a second call goes on with the run that was not
 * finished.
 */
export async function liveTheYear(app: App, scope: Staff, today: LocalDate): Promise<void> {
  const first = addMonths(`${today.slice(0, 8)}01`, 1 - MONTHS);
  for (let month = 0; month < MONTHS; month += 1) {
    const date = addMonths(first, month);
    if (month === MONTHS / 2) await raisePrice(app, scope, date);
    if (!(await confirmed(app, scope, date)))
      await confirm(app, scope, await preview(app, scope, date));
    const habits = { left: MONTHS - 1 - month, seed: month + 1 };
    await pay(app, scope, {
      from: addDays(date, 2),
      days: 12,
      until: today,
      late: false,
      ...habits,
    });
    await block(app, scope, addDays(date, 15), today);
    await pay(app, scope, {
      from: addDays(date, 18),
      days: 9,
      until: today,
      late: true,
      ...habits,
    });
  }
  await app.boundary.inSql(scope, (sql) => tellCustomers(app, sql, scope.partnerId));
  await writeByHand(app, scope, today);
  await giveBack(app, scope, today);
  await changePlans(app, scope, today);
  await askAhead(app, scope, today);
  await askForDebts(app, scope, today);
  await payAhead(app, scope, today);
  await makeCalls(app, scope, today);
  await makeStatements(app, scope, today);
  await saveCards(app, scope, today);
  await comeByItself(app, scope, addMonths(first, MONTHS), today);
  await makeTrial(app, scope, today);
}

/** From now on runs come by themselves; the next one is previewed already, and waits for somebody to look at it. */
async function comeByItself(
  app: App,
  scope: Staff,
  date: LocalDate,
  today: LocalDate,
): Promise<void> {
  const rules = { enabled: true, daysBefore: 5, confirmationDays: 3, separatePerPartner: false };
  await app.boundary.inSql(scope, (sql) => updateAutomation(sql, scope.partnerId, rules));
  await automate(app, scope.partnerId, {
    until: new Date(`${maxDate(today, addDays(date, -rules.daysBefore))}T23:59:59Z`),
    rest: true,
    stop: forever,
  });
}

/** Whether the month's run is through; one that was cut off while it was confirmed is finished first. */
async function confirmed(app: App, scope: Staff, date: LocalDate): Promise<boolean> {
  const run = await app.boundary.inSql(scope, (sql) => confirmedRun(sql, date));
  if (run !== null) await confirmRun(app, scope, run, forever);
  return run !== null;
}

async function preview(app: App, scope: Staff, date: LocalDate): Promise<string> {
  const [runId] = await app.boundary.inSql(scope, (sql) =>
    createRuns(
      sql,
      { id: scope.partnerId, path: scope.path },
      { date, partnerIds: [], includeDescendants: true, separatePerPartner: false },
    ),
  );
  const next = () =>
    previewStep(app, scope, { partnerId: scope.partnerId, turn: 0 }, () => {}, forever);
  // others are at it as well where a worker runs already
  for (let step = await next(); step !== 'idle'; step = await next())
    if (step === 'busy') await pause(50);
  return runId;
}

async function confirm(app: App, scope: Staff, runId: string): Promise<void> {
  await app.boundary.inSql(scope, async (sql) =>
    startConfirm(app, sql, runId, await fingerprintOf(sql, runId)),
  );
  await confirmRun(app, scope, runId, forever);
}

async function block(app: App, scope: Staff, on: LocalDate, today: LocalDate): Promise<void> {
  if (on <= today) await runDunning(app, scope, on, scope.partnerId);
}

interface Habits {
  from: LocalDate;
  days: number;
  until: LocalDate;
  late: boolean;
  left: number;
  seed: number;
}
/**
 * One wave of payments. Each partner's come one after the other, the partners' beside each other:
 * their counters differ.
 */
async function pay(app: App, scope: Staff, habits: Habits): Promise<void> {
  if (habits.from > habits.until) return;
  const debtors = await app.boundary.inSql(scope, findDebtors);
  const byPartner = groupBy(debtors, (debtor) => debtor.partnerId);
  await Promise.all(
    [...byPartner.values()].map((own) =>
      app.boundary.inSql(scope, async (sql) => {
        // tables this young have no statistics: their indexes would not be used
        await allow(sql, ['seqscan'], false);
        for (const debtor of own) {
          const chance = chanceFrom(debtor.number * 100 + habits.seed * 2 + Number(habits.late));
          const amount = amountOf(debtor, habits, chance);
          if (amount <= 0n) continue;
          const date = minDate(addDays(habits.from, chance.roll(habits.days)), habits.until);
          await recordPayment(
            sql,
            {
              customerId: debtor.id,
              amount: formatMinor(amount, currencyDigits(debtor.currency)),
              date,
              method: chance.pick(METHODS),
            },
            () => date,
          );
        }
      }),
    ),
  );
}

const METHODS: readonly PaymentMethod[] = [
  'BANK_TRANSFER',
  'BANK_TRANSFER',
  'BANK_TRANSFER',
  'DIRECT_DEBIT',
  'DIRECT_DEBIT',
  'CARD',
  'CASH',
];

/** Most pay in time, some after the reminder, some in part; a few stopped paying one to three months ago. */
function amountOf(debtor: Debtor, habits: Habits, chance: Chance): bigint {
  const nature = debtor.number % 25;
  // the one that is tried in the portal has this month's left to pay
  if (debtor.number === 1) return habits.left > 0 ? debtor.due : 0n;
  if (nature < 2 && habits.left < 1 + (debtor.number % 3)) return 0n;
  if (nature < 4) return habits.late && chance.percent(80) ? debtor.due : 0n;
  if (nature === 5) return habits.late ? 0n : debtor.due / 2n;
  return habits.late ? 0n : debtor.due;
}

/** Invoices that were not made by a run: some issued, some drafts that wait. */
async function writeByHand(app: App, scope: Staff, today: LocalDate): Promise<void> {
  await app.boundary.inSql(scope, async (sql) => {
    const customers = await activeCustomers(sql, 40);
    for (const [i, customerId] of customers.filter((_, index) => index % 6 === 3).entries()) {
      await createInvoice(sql, {
        customerId,
        documentDate: addDays(today, -2 * i),
        draft: i % 2 === 0,
        lines: [
          { description: 'Visit of a technician', quantity: '1.5', unitPrice: '59' },
          { description: 'Cable, 20 m', quantity: '1', unitPrice: '18.9' },
        ],
      });
    }
  });
}

/** What went wrong and was made good: an outage on some bills, a bill that was all wrong, and money that went back. */
async function giveBack(app: App, scope: Staff, today: LocalDate): Promise<void> {
  await app.boundary.inSql(scope, async (sql) => {
    for (const [i, invoice] of (await paidInvoices(sql, 5)).entries()) {
      const { id, customerId, documentDate: issued } = invoice;
      if (i === 4) {
        await payTwice(sql, customerId, today);
        continue;
      }
      const whole = i === 3;
      const earlier = addDays(today, -i);
      const note = {
        customerId,
        invoiceId: id,
        documentDate: earlier < issued ? issued : earlier,
        ...(whole ? {} : { amount: '5' }),
        reason: whole ? 'The service was cancelled before it began' : 'Two days without service',
      };
      const noteId = await createCreditNote(sql, note, () => today);
      if (!whole) continue;
      const date = today < note.documentDate ? note.documentDate : today;
      await refundCreditNote(sql, { id: noteId, date, method: 'BANK_TRANSFER' });
    }
  });
}

/** A transfer that came once more than it was meant to went back the same day. */
async function payTwice(sql: ScopedSql, customerId: string, date: LocalDate): Promise<void> {
  const comment = 'Came a second time; the customer asked for it back';
  const payment = { customerId, amount: '50', date, method: 'BANK_TRANSFER', comment } as const;
  const id = await recordPayment(sql, payment, () => date);
  await refundPayment(sql, { id, date });
}
