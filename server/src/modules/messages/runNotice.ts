import { dayInWords, instantInWords } from '@backhaul/domain/schedule/automationWords';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { countOf } from '@backhaul/domain/text/plural';
import type { App } from '../../kit/app.ts';
import { enqueue, type TaskPayloads } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { rolesWith } from '../access/index.ts';
import { rootPartner } from '../partners/index.ts';
import { startOf } from './carrier.ts';
import { insertStaffMails, nearestWith, runFacts, type RunFacts } from './runNotice.store.ts';
import { wakePartners } from './wake.ts';

type Told = TaskPayloads['automated-run:tell'];

/**
 * Has those told who confirm runs what became of one that came by itself. By a job: a partner that has nobody of the
 * kind is told of to the nearest partner above that has.
 */
export async function tellOfRuns(
  sql: ScopedSql,
  runs: readonly Happenings['automatedRun'][],
): Promise<void> {
  for (const { partnerId, runId, billingDate, what, confirmAt, because } of runs)
    await enqueue(sql, 'automated-run:tell', {
      partnerId,
      runId,
      billingDate,
      what,
      confirmAt: confirmAt?.toISOString() ?? null,
      because,
    });
}

/** Queues those mails; twice is once, and of many partners below one that is told there is one mail a date. */
export async function queueRunNotices(app: App, told: Told): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return;
  const roles = rolesWith('billing-runs:confirm');
  await app.boundary.inSql(scope, async (sql) => {
    const facts = await runFacts(sql, told.runId);
    const reader = await nearestWith(sql, told.partnerId, roles);
    if (!facts || !reader) return;
    const own = reader.partnerId === told.partnerId;
    const cause = own
      ? `run:${told.runId}:${told.what}${told.what === 'AGAIN' ? `:${told.confirmAt}` : ''}`
      : `runs-below:${told.billingDate}:${told.what}`;
    const said = own ? ofRun(facts, told, app.publicUrl()) : ofRunsBelow(told, app.publicUrl());
    const start = await startOf(sql, reader.partnerId);
    const mail = { kind: 'RUN_MAIL', cause, said } as const;
    if (!(await insertStaffMails(sql, reader, roles, mail, start))) return;
    await announce(sql, { topic: 'message', path: reader.partnerPath });
    await wakePartners(sql, [reader.partnerId]);
  });
}

const HEADLINES: Record<Told['what'], (date: string) => string> = {
  WAITS: (date) => `The preview for ${date} waits for you`,
  AGAIN: (date) => `The preview for ${date} no longer held and was made again`,
  CONFIRMED: (date) => `The billing run for ${date} is confirmed`,
  FAILED: (date) => `The billing run for ${date} failed`,
};

function ofRun(
  { customers, invoices, totals, failure, timeZone }: RunFacts,
  { what, runId, billingDate, confirmAt, because }: Told,
  publicUrl: string,
): Record<string, string> {
  const amounts = totals.map(
    ({ currency, total }) => `${formatMinor(BigInt(total), currencyDigits(currency))} ${currency}`,
  );
  const counted =
    what === 'CONFIRMED' ? countOf(invoices, 'invoice') : countOf(customers, 'customer');
  return {
    runHeadline: HEADLINES[what](dayInWords(billingDate)),
    runText:
      what === 'FAILED'
        ? (failure ?? '')
        : `${[counted, amounts.join(', ')].filter(Boolean).join(', ')}.`,
    runBecause: what === 'AGAIN' ? (because ?? '') : '',
    runNext:
      what === 'FAILED'
        ? 'Nothing more comes of it by itself: look at it, retry it, then confirm it by hand.'
        : confirmAt
          ? `It confirms by itself on ${instantInWords(new Date(confirmAt), timeZone)} unless you do.`
          : what === 'CONFIRMED'
            ? ''
            : 'Nothing is invoiced until you confirm it.',
    runLink: `${publicUrl}/admin/billing-runs/${runId}/show`,
  };
}

function ofRunsBelow({ what, billingDate }: Told, publicUrl: string): Record<string, string> {
  return {
    runHeadline: HEADLINES[what](dayInWords(billingDate)),
    runText:
      'This is told to you for partners below you that have nobody of their own who confirms billing runs. The list shows all of them.',
    runBecause: '',
    runNext: '',
    runLink: `${publicUrl}/admin/billing-runs`,
  };
}
