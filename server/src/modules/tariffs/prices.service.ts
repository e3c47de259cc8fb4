import { createHash } from 'node:crypto';
import {
  priceOn,
  serviceRepriced,
  serviceTakenBack,
  tariffRepriced,
  tariffTakenBack,
  type OwnPrices,
  type Prices,
  type TariffPriceChange,
} from '@backhaul/domain/charging/prices';
import { compare, fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { lineAmount } from '@backhaul/domain/money/limits';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { addMonths, shortDate, type LocalDate } from '@backhaul/domain/time/calendar';
import { decimalInput } from '../../kit/input.ts';
import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { TariffKind } from './catalogue.types.ts';
import { announceTariff, ownTariff, seenAsOwn } from './ownTariff.ts';
import { priceText } from './price.ts';
import {
  largestQuantity,
  lockPriced,
  priceGroups,
  storePrices,
  sumEffect,
  type GroupEffect,
  type PriceGroup,
} from './prices.store.ts';
import { PriceScope, type PriceEffectType, type TariffPriceInput } from './prices.types.ts';
import type { StoredTariff } from './tariffs.store.ts';

const EARLIEST = '1990-01-01';
const MONTHS_AHEAD = 120;

/** What a new price makes of a tariff and of the services that have it. */
interface Repricing {
  tariff: Prices;
  services: { key: string; own: OwnPrices }[];
  effects: GroupEffect[];
}

/** What is asked for, with what the tariff costs before it. */
type Asked = Omit<TariffPriceChange, 'tariff'>;

/**
 * What a new price of a tariff would change, counted over the services that the viewer sees.
 * Refuses a tariff outside the scope (NOT_FOUND) or of somebody else (FORBIDDEN), wrong values by
 * field, and a change while another one is planned (CONFLICT, PRICE_PLANNED).
 */
export async function tariffPriceEffect(
  sql: ScopedSql,
  clock: Clock,
  tariffId: string,
  input: TariffPriceInput,
): Promise<PriceEffectType> {
  const asked = askedFor(input);
  const tariff = await seenAsOwn(sql, tariffId);
  checkDay(asked, tariff, clock);
  const { effects } = await repricing(sql, tariff, asked);
  return effectOf(sql, tariff, asked, effects);
}

/**
 * Gives a tariff a new price, for those and from the day that is asked for; days that are charged
 * stay as they are. Refuses as tariffPriceEffect does, and what would change something else by now
 * than was shown (CONFLICT, STALE_EFFECT).
 */
export async function changeTariffPrice(
  sql: ScopedSql,
  clock: Clock,
  tariffId: string,
  input: TariffPriceInput,
  fingerprint: string,
): Promise<void> {
  const asked = askedFor(input);
  const tariff = await ownTariff(sql, tariffId);
  checkDay(asked, tariff, clock);
  await lockPriced(sql, tariff.id);
  const changes = await repricing(sql, tariff, asked);
  const effect = await effectOf(sql, tariff, asked, changes.effects);
  if (effect.fingerprint !== fingerprint)
    throw conflict(
      'STALE_EFFECT',
      'What the new price changes is no longer what was shown: look at it again.',
    );
  await store(sql, tariff, asked, changes, effect);
}

/**
 * A new price that comes with other changes of a tariff: for those at the old one, each from its
 * first period that is not charged. Whoever calls it locked the tariff and its customers. Refuses it
 * while another one is planned (CONFLICT, PRICE_PLANNED).
 */
export async function repriceAtOnce(
  sql: ScopedSql,
  clock: Clock,
  tariff: StoredTariff,
  price: string,
): Promise<void> {
  const now = priceOn(pricesOf(tariff), clock.today(tariff.clock));
  if (compare(fromDecimal(now), fromDecimal(price)) === 0) return;
  const asked: Asked = { price, from: null, scope: PriceScope.THOSE_AT_THE_OLD_PRICE };
  checkDay(asked, tariff, clock);
  const changes = await repricing(sql, tariff, asked);
  const effect = await effectOf(sql, tariff, asked, changes.effects);
  await store(sql, tariff, asked, changes, effect);
}

/**
 * Takes a tariff's planned price back, for whomever it was. Refuses as changeTariffPrice does, and where no price is
 * planned (CONFLICT, NOTHING_PLANNED).
 */
export async function cancelTariffPrice(
  sql: ScopedSql,
  clock: Clock,
  tariffId: string,
): Promise<void> {
  const tariff = await ownTariff(sql, tariffId);
  const from = plannedFrom(tariff, clock);
  if (from === null) throw conflict('NOTHING_PLANNED', 'No new price of the tariff is planned.');
  await lockPriced(sql, tariff.id);
  const groups = await priceGroups(sql, tariff.id, from);
  const services = changedOnly(groups, ({ own }) => serviceTakenBack(own, from));
  const next = tariffTakenBack(pricesOf(tariff));
  await storePrices(sql, tariff.id, from, next, services);
  await audit(sql, {
    action: 'cancel-price',
    entity: 'tariff',
    entityId: tariff.id,
    partner: { id: tariff.partnerId, path: tariff.partnerPath },
    before: { price: tariff.price },
    after: { price: next.price, from, scope: PriceScope.THOSE_AT_THE_OLD_PRICE },
  });
  await announceTariff(sql, tariff.id);
}

function askedFor(input: TariffPriceInput): Asked {
  return {
    price: decimalInput(input.price, 'price', { min: 0 }),
    from: input.from ?? null,
    scope: input.scope ?? PriceScope.THOSE_AT_THE_OLD_PRICE,
  };
}

function checkDay({ from }: Asked, tariff: StoredTariff, clock: Clock): void {
  const today = clock.today(tariff.clock);
  if (from !== null && (from < EARLIEST || from > addMonths(today, MONTHS_AHEAD)))
    throw badInput({ from: `must lie between ${EARLIEST} and ten years from now` });
  const planned = plannedFrom(tariff, clock);
  if (planned !== null && (from === null || from <= planned))
    throw conflict(
      'PRICE_PLANNED',
      `From ${shortDate(planned)} on a price of ${priceText(tariff.price, tariff.currency)} is planned: take it back first.`,
    );
}

/** The day of the price that is planned last; null where none is. */
function plannedFrom(tariff: StoredTariff, clock: Clock): LocalDate | null {
  const last = tariff.earlierPrices.at(-1);
  return last && last.until > clock.today(tariff.clock) ? last.until : null;
}

function pricesOf({ price, earlierPrices }: StoredTariff): Prices {
  return { price, earlier: earlierPrices };
}

async function repricing(sql: ScopedSql, tariff: StoredTariff, asked: Asked): Promise<Repricing> {
  const largest = await largestQuantity(sql, tariff.id);
  if (lineAmount(asked.price, largest, tariff.currency) === null)
    throw badInput({ price: `times ${largest}, as a service has it, is more than a line may be` });
  const change = { ...asked, tariff: pricesOf(tariff) };
  const groups = await priceGroups(sql, tariff.id, asked.from);
  const results = new Map(groups.map((group) => [group, serviceRepriced(group, change)]));
  return {
    tariff: tariffRepriced(change),
    services: changedOnly(groups, (group) => results.get(group)!.own),
    effects: [...results]
      .filter(([, { before, after }]) => compare(fromDecimal(before), fromDecimal(after)) !== 0)
      .map(([{ key, day }, { before, after }]) => ({ key, day, before, after })),
  };
}

function changedOnly(
  groups: readonly PriceGroup[],
  next: (group: PriceGroup) => OwnPrices,
): Repricing['services'] {
  return groups
    .map((group) => ({ group, own: next(group) }))
    .filter(
      ({ group, own }) =>
        own.price !== group.own.price ||
        JSON.stringify(own.earlier) !== JSON.stringify(group.own.earlier),
    )
    .map(({ group, own }) => ({ key: group.key, own }));
}

async function effectOf(
  sql: ScopedSql,
  tariff: StoredTariff,
  asked: Asked,
  effects: readonly GroupEffect[],
): Promise<PriceEffectType> {
  const once = tariff.kind === TariffKind.ONE_TIME;
  const sums = await sumEffect(sql, tariff.id, asked.from, effects, { once });
  const { currency, price, earlierPrices } = tariff;
  const digits = currencyDigits(currency);
  const money = (sum: string) => [
    { currency, amount: formatMinor(roundToMinor(fromDecimal(sum), digits), digits) },
  ];
  return {
    services: sums.services,
    customers: sums.customers,
    monthlyBefore: money(sums.before),
    monthlyAfter: money(sums.after),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([tariff.id, price, earlierPrices, asked, sums]))
      .digest('base64url')
      .slice(0, 22),
  };
}

async function store(
  sql: ScopedSql,
  tariff: StoredTariff,
  asked: Asked,
  changes: Repricing,
  effect: PriceEffectType,
): Promise<void> {
  await storePrices(sql, tariff.id, asked.from, changes.tariff, changes.services);
  await audit(sql, {
    action: 'change-price',
    entity: 'tariff',
    entityId: tariff.id,
    partner: { id: tariff.partnerId, path: tariff.partnerPath },
    before: { price: priceOn(pricesOf(tariff), asked.from ?? '9999-12-31') },
    after: { ...asked, services: effect.services, customers: effect.customers },
  });
  await announceTariff(sql, tariff.id);
}
