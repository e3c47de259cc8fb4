import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import { sendCharge } from '../checkout/index.ts';
import { acting } from './acting.ts';
import { chargeToSend } from './charges.store.ts';

/** A provider that does not answer is asked again so often, later each time; then its payment is asked after. */
const TRIES = 8;
const FIRST_MS = 60_000;

/**
 * Asks the provider for a charge that is written, and keeps what it answers; at any time, by whomever, as often as one
 * likes: the request bears our row's name, and one that is decided is not asked for again.
 */
export async function sendPrepared(app: App, partnerId: string, checkoutId: string): Promise<void> {
  const scope = await acting(app, partnerId);
  const charge = await app.boundary.inSql(scope, (sql) => chargeToSend(sql, checkoutId));
  if (charge?.status !== 'PENDING') return;
  const { ref: methodRef, title: description } = charge;
  await sendCharge(app, { partnerId, checkoutId, methodRef, description });
}

/** Takes up what a killed process left, or a provider that did not answer. */
export async function sendAgain(
  app: App,
  { partnerId, checkoutId, tries }: { partnerId: string; checkoutId: string; tries: number },
): Promise<void> {
  await sendPrepared(app, partnerId, checkoutId);
  const scope = await acting(app, partnerId);
  await app.boundary.inSql(scope, async (sql) => {
    const charge = await chargeToSend(sql, checkoutId);
    if (charge?.status !== 'PENDING' || tries >= TRIES) return;
    await enqueue(
      sql,
      'charges:send',
      { partnerId, checkoutId, tries: tries + 1 },
      { at: new Date(Date.now() + FIRST_MS * 2 ** tries) },
    );
  });
}
