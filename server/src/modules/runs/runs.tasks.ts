import { countOf } from '@backhaul/domain/text/plural';
import type { App } from '../../kit/app.ts';
import { passes } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { confirmRun } from './confirm.ts';
import { previewStep, type Step } from './preview.ts';
import { hasCharged } from './entries.store.ts';
import { changeRun, lockRun } from './runs.store.ts';
import { queueTurn } from './runs.queue.ts';

/** How long a partner's turn lasts before those of others come: a chunk or two, or some dozen small previews. */
const TURN_MS = 1000;
/** When a turn whose work others hold looks again. */
const AGAIN_MS = 1000;

/**
 * Errors that pass by themselves beside those of the boundary: a lost connection, a stopped server.
 * The job is tried again for these.
 */
const PASSING = /^(08|57P|53)/;
type Phase = 'PREVIEWING' | 'CONFIRMING';

/**
 * One turn of a partner: works on its previews for a moment, then queues behind the turns of other
 * partners. So whoever asks for fifty holds nobody up, and a partner has two turns however many
 * previews it waits for.
 */
export async function previewTurn(
  app: App,
  { partnerId, turn }: { partnerId: string; turn: number },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  let step: Step = 'worked';
  for (const end = Date.now() + TURN_MS; step === 'worked' && Date.now() < end && !stop.aborted;) {
    let runId: string | undefined;
    try {
      step = await previewStep(
        app,
        scope,
        { partnerId, turn },
        (id) => {
          runId = id;
        },
        stop,
      );
    } catch (error) {
      if (!runId) throw error;
      await failUnlessPassing(app, scope, runId, 'PREVIEWING', error);
    }
  }
  if (step !== 'idle')
    await app.boundary.inSql(scope, (sql) =>
      queueTurn(
        sql,
        partnerId,
        turn,
        step === 'busy' ? new Date(Date.now() + AGAIN_MS) : undefined,
      ),
    );
}

/**
 * Confirms a run as a job. What cannot pass by itself makes the run FAILED, with its reason; what
 * is done stays done.
 */
export async function workOnConfirm(
  app: App,
  payload: { partnerId: string; runId: string },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(payload.partnerId);
  if (!scope) return;
  try {
    await confirmRun(app, scope, payload.runId, stop);
  } catch (error) {
    await failUnlessPassing(app, scope, payload.runId, 'CONFIRMING', error);
  }
}

async function failUnlessPassing(
  app: App,
  scope: Scope,
  runId: string,
  phase: Phase,
  error: unknown,
): Promise<void> {
  const code = (error as { code?: string }).code ?? '';
  if (passes(error) || PASSING.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code))
    throw error;
  app.log.error({ err: error, runId, phase }, 'a billing run failed');
  await fail(app, scope, runId, phase, error as Error);
}

async function fail(
  app: App,
  scope: Scope,
  runId: string,
  phase: Phase,
  error: Error,
): Promise<void> {
  await app.boundary.inSql(scope, async (sql) => {
    const run = await lockRun(sql, runId);
    if (run.status !== phase) return;
    const charged = phase === 'CONFIRMING' && (await hasCharged(sql, runId));
    const next = charged
      ? `${run.processed} of ${countOf(run.candidates, 'customer is', 'customers are')} done; nothing is lost and nobody is charged twice. Retry to go on with the others.`
      : 'Nobody is charged. Retry to go on, or preview again: there whoever it stops at can be left out.';
    await changeRun(sql, run, {
      status: 'FAILED',
      failed_phase: phase,
      failure: `It stopped because: ${reasonInWords(error)}. ${next}`,
    });
    sql.happened('runRested', { runId, status: 'FAILED' });
  });
}

/** SQL and stack traces stay in the log. */
function reasonInWords(error: Error): string {
  const { code } = error as { code?: string };
  if (code === '23505') return 'a number or record that was to be written exists already';
  if (code === '23503') return 'something that it needs was moved or removed meanwhile';
  if (code) return `the database refused (${code})`;
  return error.message.slice(0, 300);
}
