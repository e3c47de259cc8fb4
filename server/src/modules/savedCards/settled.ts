import { retryOn } from '@backhaul/domain/settlement/autopay';
import {
  failureWords,
  isRetryable,
  type FailureCode,
} from '@backhaul/domain/settlement/gatewayFailure';
import { must } from '../../platform/must.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { type Account, auditPlace, lockAccount } from '../ledger/index.ts';
import { closeTasksAbout, raisePaymentTask } from '../payments/index.ts';
import { loadPayments } from '../settings/index.ts';
import {
  attemptsByIds,
  attemptsOfCustomers,
  hasEmail,
  setFailure,
  type Attempt,
} from './charges.store.ts';
import { insertMethod, methodsByIds, setMethodStatus, type MethodStatus } from './methods.store.ts';

/** What a failure says of the card: it is not charged any more until somebody does something. */
const SPOILT: Partial<Record<FailureCode, MethodStatus>> = {
  EXPIRED_CARD: 'EXPIRED',
  LOST_CARD: 'FAILED',
  STOLEN_CARD: 'FAILED',
  CLOSED_ACCOUNT: 'FAILED',
  METHOD_GONE: 'FAILED',
};

/** Why a charge failed of which the customer knows nothing more. */
const OURS =
  'the payment account at which it is kept is not in use for this customer, or its provider holds it up. ' +
  'Until it is, or a card is saved at another account, autopay takes nothing';

/** Of a customer's charges, so many may still be tasks: retries are fewer. */
const LATEST = 20;

/** Keeps cards that providers keep, each once, however often they are told of. */
export async function keepCards(
  sql: ScopedSql,
  saved: readonly Happenings['cardSaved'][],
): Promise<void> {
  for (const { customerId, ...card } of saved) {
    const account = await lockAccount(sql, customerId);
    const id = await insertMethod(sql, account, card);
    if (id === null) continue;
    await audit(sql, {
      action: 'create',
      entity: 'saved-method',
      entityId: id,
      partner: auditPlace(account),
      after: { card: `${card.brand} … ${card.last4}` },
    });
    await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
  }
}

/**
 * Keeps what became of charges of saved cards: why they failed, and when autopay tries again. Paid counts, whatever was
 * said before; told twice is told once.
 */
export async function settleCharges(
  sql: ScopedSql,
  ended: readonly Happenings['checkoutEnded'][],
): Promise<void> {
  const charges = ended.filter(({ purpose }) => purpose === 'CHARGE');
  if (!charges.length) return;
  const attempts = await attemptsByIds(
    sql,
    charges.map(({ checkoutId }) => checkoutId),
  );
  for (const attempt of attempts) {
    const account = await lockAccount(sql, attempt.customerId);
    const { status, failure } = must(charges.find(({ checkoutId }) => checkoutId === attempt.id));
    if (status === 'PAID') {
      if (attempt.failure !== null) await setFailure(sql, attempt.id, null, null);
      await closeUntold(sql, account, 'A card was charged since.');
    } else if (attempt.failure === null && attempt.status === 'FAILED')
      await failed(sql, account, attempt, failure ?? 'UNKNOWN');
    await announce(sql, {
      topic: 'account',
      path: attempt.partnerPath,
      id: attempt.customerId,
    });
  }
}

async function failed(
  sql: ScopedSql,
  account: Account,
  attempt: Attempt,
  failure: FailureCode,
): Promise<void> {
  const { id, methodId, customerId, origin, on, number } = attempt;
  const { autopayOffsetDays, autopayRetries } = must(
    (await loadPayments(sql, [attempt.partnerId])).get(attempt.partnerId),
  );
  const times = { offsetDays: autopayOffsetDays, retries: autopayRetries };
  const again =
    origin === 'AUTOPAY' ? retryOn({ on, number, retryable: isRetryable(failure) }, times) : null;
  await setFailure(sql, id, failure, again);
  const spoilt = SPOILT[failure];
  if (spoilt) await setMethodStatus(sql, methodId, spoilt);
  if (origin === 'AUTOPAY') await tellStaff(sql, account, attempt, failure);
  sql.happened('chargeFailed', { customerId, checkoutId: id });
}

/**
 * Who has no address for mails learns of a charge that failed from staff, and where our account is in the way staff
 * alone can help: the latest one is a task of theirs.
 */
async function tellStaff(
  sql: ScopedSql,
  account: Account,
  { id, methodId, amount, currency }: Attempt,
  failure: FailureCode,
): Promise<void> {
  const ours = failure === 'ACCOUNT_TROUBLE';
  const known = await hasEmail(sql, account.id);
  if (known && !ours) return;
  await closeUntold(sql, account, 'Another attempt failed since.');
  const [{ brand, last4 }] = await methodsByIds(sql, [methodId]);
  await raisePaymentTask(sql, account, {
    about: `checkout:${id}`,
    kind: 'CHARGE_FAILED',
    asked: { amountMinor: amount, currency },
    received: { amountMinor: 0n, currency },
    words:
      `${brand} … ${last4} could not be charged${ours ? `: ${OURS}` : ''}` +
      (known
        ? '. The customer got a mail with a link to pay.'
        : `${ours ? '. No' : ', and no'} mail says so: no e-mail address is known. ` +
          `What the customer would read: "${failureWords(failure)}"`),
    paymentId: null,
  });
}

/** Nobody has to tell a customer any more of charges before. */
async function closeUntold(sql: ScopedSql, account: Account, note: string): Promise<void> {
  const attempts = await attemptsOfCustomers(sql, [account.id], LATEST);
  await closeTasksAbout(sql, account, {
    about: attempts.map(({ id }) => `checkout:${id} CHARGE_FAILED`),
    by: sql.scope.actor.name,
    note,
  });
}
