import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { attemptsByIds, methodsByIds } from '../savedCards/index.ts';
import { sendingOf, tell } from './announce.ts';
import { queueAboutCards } from './cardMails.store.ts';

/** Why a card was not charged, as the words of mails call it; all others: whyOther. */
const WHY: Partial<Record<FailureCode, string>> = {
  CARD_DECLINED: 'whyDeclined',
  LIMIT_EXCEEDED: 'whyDeclined',
  SUSPECTED_FRAUD: 'whyDeclined',
  INSUFFICIENT_FUNDS: 'whyNoMoney',
  EXPIRED_CARD: 'whyUnusable',
  LOST_CARD: 'whyUnusable',
  STOLEN_CARD: 'whyUnusable',
  CLOSED_ACCOUNT: 'whyUnusable',
  METHOD_GONE: 'whyUnusable',
  WRONG_DETAILS: 'whyUnusable',
  AUTHENTICATION_REQUIRED: 'whyConfirm',
  AUTHENTICATION_FAILED: 'whyConfirm',
};

/** Tells customers of charges of their cards that did not go through: why, and what comes next; each once. */
export async function announceFailedCharges(
  sql: ScopedSql,
  failed: readonly Happenings['chargeFailed'][],
): Promise<void> {
  const attempts = await attemptsByIds(
    sql,
    failed.map(({ checkoutId }) => checkoutId),
  );
  const cards = await cardsOf(
    sql,
    attempts.map(({ methodId }) => methodId),
  );
  await send(
    sql,
    'CHARGE_FAILED_MAIL',
    attempts.map(({ id, customerId, amount, currency, methodId, failure, retryOn }) => ({
      customerId,
      cause: `charge-failed:${id}`,
      said: {
        chargeAmount: formatMinor(amount, currencyDigits(currency)),
        chargeCard: got(cards, methodId),
        chargeReason: WHY[failure ?? 'UNKNOWN'] ?? 'whyOther',
        ...(retryOn !== null && { chargeRetryOn: retryOn }),
      },
    })),
  );
}

/** Tells customers of cards that end soon, 30 and 7 days before; each once. */
export async function announceEndingCards(
  sql: ScopedSql,
  ending: readonly Happenings['cardEnding'][],
): Promise<void> {
  const cards = await cardsOf(
    sql,
    ending.map(({ methodId }) => methodId),
  );
  await send(
    sql,
    'CARD_ENDING_MAIL',
    ending.map(({ customerId, methodId, days, lastDay }) => ({
      customerId,
      cause: `card-ending:${methodId}:${lastDay}:${days}`,
      said: { chargeCard: got(cards, methodId), cardLastDay: lastDay },
    })),
  );
}

interface CardMail {
  customerId: string;
  cause: string;
  said: Record<string, string>;
}

async function send(sql: ScopedSql, kind: string, mails: readonly CardMail[]): Promise<void> {
  const ids = mails.map(({ customerId }) => customerId);
  const sending = await sendingOf(sql, 'customer', ids, () => ({
    channels: ['EMAIL'],
    delayHours: 0,
  }));
  if (sending.routes.length) await tell(sql, await queueAboutCards(sql, sending, kind, mails));
}

/** How cards are called, by their ids. */
async function cardsOf(sql: ScopedSql, ids: readonly string[]): Promise<Map<string, string>> {
  const methods = await methodsByIds(sql, ids);
  return new Map(methods.map(({ id, brand, last4 }) => [id, `${brand} … ${last4}`]));
}
