import type { App } from '../../kit/app.ts';
import { nextAllowed, retryAt } from '@backhaul/domain/messages/messageSchedule';
import type { Delivery } from '../../platform/mailer.ts';
import { messagesSent } from '../../platform/metrics.ts';
import { Refusal } from '../../platform/refusal.ts';
import { SYSTEM, type Scope } from '../../tenancy/scope.ts';
import { composeMessage, type Composed } from './compose.ts';
import { closeMailer, sendMail, sendSms } from './handOver.ts';
import { claimBatch, renewLease, RENEW_MS, type Batch, type Lane } from './claim.ts';
import {
  dropClaimed,
  recordOutcome,
  releaseUnsent,
  type Claimed,
  type Outcome,
} from './outbox.store.ts';
import { sayInstallationSends } from './messageSettings.store.ts';
import { standingOf } from './standing.store.ts';
import { wakeDue, wakePartners } from './wake.ts';
import { must } from '../../platform/must.ts';

// Exactly one message goes out for each, as far as SMTP lets anybody know: before its first byte
// leaves, "transmitting" is committed. A process that dies before that gave nothing away, and the
// message goes back to the queue; one that dies after it, or loses the connection after the last
// byte, cannot know, and the message is marked as failed for a person to decide. At most once,
// then, and never silently lost.

const SIDE_BY_SIDE = 3;
/**
 * So often a message is composed anew because what it says changed meanwhile; money that moves
 * faster settles down before the next round.
 */
const COMPOSE_MAX = 5;
/** Whoever forgot a password asks again rather than wait for longer. */
const LINK_WORTH_MS = 3_600_000;
const EMAIL = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+$/;
const PHONE = /^\+?[0-9][0-9 ()./-]{3,24}$/;

/**
 * A worker starts: says whether the installation has a mail server, and looks at once for what
 * waits. Returns how to let go of the connections.
 */
export async function openOutbox(app: App): Promise<() => void> {
  await app.boundary.inSql({ kind: 'nobody', actor: SYSTEM }, (sql) =>
    sayInstallationSends(sql, app.config.smtpUrl !== null),
  );
  await wakeDue(app);
  return () => {
    closeMailer(app);
  };
}

/** Sends a partner's next messages; when there are more, another job does, after the other partners' that wait. */
export async function sendForPartner(
  app: App,
  partnerId: string,
  lane: Lane,
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope || stop.aborted) return;
  const batch = await app.boundary.inSql(scope, (sql) => claimBatch(app, sql, partnerId, lane));
  if (!batch?.messages.length) return;
  const beating = setInterval(() => {
    void keep(app, batch, lane);
  }, RENEW_MS);
  const well = await sendBatch(app, scope, batch, stop).finally(() => {
    clearInterval(beating);
  });
  if (batch.more && well && !stop.aborted)
    await app.boundary.inSql(scope, (sql) =>
      wakePartners(sql, [partnerId], lane === 'urgent' ? 'messages:urgent' : 'messages:partner'),
    );
}

/**
 * A database that is away for a moment is asked again in a moment; when it stays away, the lease
 * runs out and nothing more begins.
 */
async function keep(app: App, batch: Batch, lane: Lane): Promise<void> {
  try {
    // asked for each time: its partner may be moved in the tree meanwhile
    const scope = await app.boundary.jobScope(batch.partner.id);
    if (scope) await app.boundary.inSql(scope, (sql) => renewLease(sql, batch, lane));
  } catch (error) {
    app.log.warn(
      { err: error, partner: batch.partner.id },
      'the lease of a batch could not be renewed',
    );
  }
}

/** False when the mail server itself was the trouble: what had not begun is given back, the next round tries again. */
async function sendBatch(
  app: App,
  scope: Scope,
  batch: Batch,
  stop: AbortSignal,
): Promise<boolean> {
  const waiting = [...batch.messages];
  let trouble = false;
  const one = async (): Promise<void> => {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      if (stop.aborted || trouble) {
        waiting.push(message);
        return;
      }
      try {
        if ((await sendOne(app, scope, batch, message)) === 'SERVER') trouble = true;
      } catch (error) {
        // its lease runs out, and what can be known of it decides
        app.log.error({ err: error, message: message.id }, 'sending a message broke off');
        trouble = true;
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, one));
  await app.boundary.inSql(scope, (sql) => releaseUnsent(sql, waiting));
  return !trouble;
}

async function sendOne(
  app: App,
  scope: Scope,
  batch: Batch,
  message: Claimed,
): Promise<Outcome['outcome'] | 'DROPPED'> {
  const stale =
    message.kind === 'RESET_MAIL' &&
    app.clock.now().getTime() - message.createdAt.getTime() > LINK_WORTH_MS;
  const problem = addressProblem(message);
  for (let round = 1; round <= COMPOSE_MAX; round += 1) {
    const { over, unwanted, moment } = await app.boundary.inSql(scope, (sql) =>
      standingOf(sql, message.id),
    );
    const gone = stale
      ? 'The link was asked for too long ago; ask again.'
      : (over ?? (unwanted ? 'The customer does not want such mails any more.' : null));
    if (gone) {
      await app.boundary.inSql(scope, (sql) => dropClaimed(sql, message, gone));
      return 'DROPPED';
    }
    if (problem)
      return finish(app, scope, batch, message, { outcome: 'PERMANENT', words: problem }, null);
    let composed: Composed;
    try {
      composed = await composeMessage(app, scope, batch.partner, batch.sender, message);
    } catch (error) {
      app.log.error({ err: error, message: message.id }, 'a message could not be rendered');
      return finish(
        app,
        scope,
        batch,
        message,
        {
          outcome: isTemplateFault(error) ? 'PERMANENT' : 'TEMPORARY',
          words: `The message could not be rendered: ${(error as Error).message}`.slice(0, 500),
        },
        null,
      );
    }
    const delivery =
      message.channel === 'SMS'
        ? await sendSms(app, scope, batch, message, { composed, moment })
        : await sendMail(app, scope, batch, message, { composed, moment });
    if (delivery === 'GONE') return 'DROPPED'; // cancelled at the last moment
    if (delivery !== 'CHANGED') return finish(app, scope, batch, message, delivery, composed);
  }
  return finish(
    app,
    scope,
    batch,
    message,
    { outcome: 'TEMPORARY', words: 'What it says kept changing while it was made.' },
    null,
  );
}

/** A template that fails goes on failing until somebody corrects it: the message says so and waits for that person. */
function isTemplateFault(error: unknown): boolean {
  return error instanceof Refusal && error.details.reason === 'TEMPLATE_FAILED';
}

function addressProblem({ channel, to }: Claimed): string | null {
  if (!to)
    return channel === 'EMAIL'
      ? 'There is no e-mail address any more.'
      : 'There is no phone number any more.';
  return (channel === 'EMAIL' ? EMAIL : PHONE).test(to)
    ? null
    : `"${to.slice(0, 100)}" is not ${channel === 'EMAIL' ? 'an e-mail address' : 'a phone number'}.`;
}

async function finish(
  app: App,
  scope: Scope,
  batch: Batch,
  message: Claimed,
  delivery: Delivery,
  composed: Composed | null,
): Promise<Outcome['outcome']> {
  const { outcome, words } = delivery;
  const now = app.clock.now();
  const retry =
    outcome === 'TEMPORARY' || outcome === 'SERVER'
      ? retryAt(now, message.attempts, Math.random())
      : null;
  const again =
    retry && !message.atOnce
      ? nextAllowed(retry, batch.sender.values, batch.partner.timeZone)
      : retry;
  const sent =
    outcome === 'SENT' || outcome === 'UNCERTAIN'
      ? { subject: must(composed).subject, body: must(composed).body, to: must(message.to) }
      : null;
  await persistently(async () => {
    // its partner may have been moved in the tree while the mail server took its time
    const place = await app.boundary.jobScope(batch.partner.id);
    await app.boundary.inSql(place ?? scope, (sql) =>
      recordOutcome(
        sql,
        { ...batch.partner, ...(place?.kind === 'job' ? { path: place.path } : {}) },
        message,
        { outcome, words, again, sent },
      ),
    );
  });
  messagesSent.inc({ channel: message.channel, outcome });
  return outcome;
}

/** What was sent must be known to be: a database that is away for a moment is asked again. */
async function persistently(work: () => Promise<void>): Promise<void> {
  for (const wait of [200, 1000, 5000]) {
    try {
      await work();
      return;
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, wait);
      });
    }
  }
  await work();
}
