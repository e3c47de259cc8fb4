import { nextAttempt, type AutopayTimes } from '@backhaul/domain/settlement/autopay';
import { expiryToTell, lastDayOf } from '@backhaul/domain/settlement/cardExpiry';
import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { sideBySide } from '../../kit/sideBySide.ts';
import { got, last } from '../../platform/must.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { gatewaysOf, usable } from '../checkout/index.ts';
import { lockAccount, type Account } from '../ledger/index.ts';
import {
  acting,
  methodsEndingBy,
  prepareCharge,
  refuseCharge,
  type Charge,
  sendPrepared,
  setMethodStatus,
} from '../savedCards/index.ts';
import { loadPayments } from '../settings/index.ts';
import {
  attemptsNow,
  autopayers,
  autopayFacts,
  placesBelow,
  type Autopayer,
} from './autopay.store.ts';

/** Where a morning is: of one partner alone, or with all below it. */
interface Place {
  path: string;
  alone: boolean;
}

/** So many are read at once. */
const PAGE = 500;
/** So many providers' answers are waited for at once. */
const AT_ONCE = 4;

/** The times that hold for the customers of partners, by partner. */
export async function allTimes(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, AutopayTimes>> {
  const settings = await loadPayments(sql, partnerIds);
  return new Map(
    partnerIds.map((id) => {
      const { autopayOffsetDays, autopayRetries } = got(settings, id);
      return [id, { offsetDays: autopayOffsetDays, retries: autopayRetries }];
    }),
  );
}

/**
 * What a morning brings: customers are told of cards that end, and those with autopay are charged for what is due, each
 * once a day however often it is done. What a killed process left goes on by itself. Says which attempts it made.
 */
export async function runMorning(
  app: App,
  scope: Scope,
  day: LocalDate,
  { path, alone }: Place,
  stop?: AbortSignal,
): Promise<string[]> {
  await tellOfEnding(app, scope, day, { path, alone });
  const made: string[] = [];
  let after: Autopayer | null = null;
  while (!stop?.aborted) {
    const from: Autopayer | null = after;
    const page: (Autopayer & { owes: boolean })[] = await app.boundary.inSql(scope, (sql) =>
      autopayers(sql, path, { alone, after: from, most: PAGE }),
    );
    const owing = page.filter(({ owes }) => owes);
    const ids = await sideBySide(owing, AT_ONCE, (each) => chargeOne(app, each, day, stop));
    made.push(...ids.filter((id) => id !== null));
    if (page.length < PAGE) break;
    after = last(page);
  }
  return made;
}

/** Whoever is charged is locked alone, so that several can be charged at once. */
async function chargeOne(
  app: App,
  { customerId, partnerId }: Autopayer,
  day: LocalDate,
  stop: AbortSignal | undefined,
): Promise<string | null> {
  if (stop?.aborted) return null;
  const id = await attempt(app, partnerId, customerId, day);
  if (id !== null) await sendPrepared(app, partnerId, id);
  return id;
}

/** Writes the attempt of a day, if one is due; one that cannot be asked for failed, and everybody hears of it. */
async function attempt(
  app: App,
  partnerId: string,
  customerId: string,
  day: LocalDate,
): Promise<string | null> {
  const write = async (failure: FailureCode | null): Promise<string | null> => {
    const scope = await acting(app, partnerId);
    return app.boundary.inSql(scope, async (sql) => {
      const account = await lockAccount(sql, customerId);
      const charge = await chargeOf(app, sql, account, day);
      if (!charge) return null;
      return failure
        ? refuseCharge(app, sql, account, { ...charge, failure })
        : prepareCharge(app, sql, account, charge);
    });
  };
  try {
    return await write(null);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    app.log.warn({ err: error, customer: customerId }, 'autopay made no attempt');
    const failure = failureOf(error);
    return failure && write(failure);
  }
}

/** What a refusal of a charge is called where it failed without its provider being asked; null: it is none of it. */
function failureOf({ details: { reason, fields } }: Refusal): FailureCode | null {
  if (reason === 'ACCOUNT_NOT_OFFERED') return 'ACCOUNT_TROUBLE';
  return fields?.amount === undefined ? null : 'AMOUNT_NOT_POSSIBLE';
}

/** What a locked customer is charged on a day by itself; null: nothing. */
async function chargeOf(
  app: App,
  sql: ScopedSql,
  account: Account,
  day: LocalDate,
): Promise<Charge | null> {
  const [facts] = await autopayFacts(sql, [account.id]);
  const card = facts?.card;
  if (!facts?.methodId || card?.status !== 'ACTIVE' || facts.underWay) return null;
  const accounts = usable(app, await gatewaysOf(app, sql, account.partnerId));
  const offered = accounts.some(({ id }) => id === card.gatewayAccountId);
  const times = got(await allTimes(sql, [account.partnerId]), account.partnerId);
  const next = nextAttempt(facts.open, attemptsNow(facts, offered), times, day);
  if (!next || next.on > day) return null;
  return {
    methodId: facts.methodId,
    invoiceId: null,
    amount: next.amount,
    key: `autopay:${day}`,
    origin: 'AUTOPAY',
    on: day,
    number: next.number,
  };
}

/** Tells owners of cards that end within 30 and within 7 days, each once; those that ended are expired. */
async function tellOfEnding(
  app: App,
  scope: Scope,
  day: LocalDate,
  { path, alone }: Place,
): Promise<void> {
  const [year, month] = addDays(day, 31).split('-').map(Number);
  await app.boundary.inSql(scope, async (sql) => {
    const paths = alone ? [path] : (await placesBelow(sql, path)).map((place) => place.path);
    for (const each of paths)
      for (const { id, customerId, expYear, expMonth } of await methodsEndingBy(sql, each, {
        year,
        month,
      })) {
        const lastDay = lastDayOf(expYear, expMonth);
        const days = expiryToTell(lastDay, day);
        if (lastDay < day) await setMethodStatus(sql, id, 'EXPIRED');
        else if (days !== null)
          sql.happened('cardEnding', { customerId, methodId: id, days, lastDay });
      }
  });
}
