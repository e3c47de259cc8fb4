import { priceOn, pricesFrom, type OwnPrices } from '@backhaul/domain/charging/prices';
import type { DiscountFacts } from '@backhaul/domain/charging/facts';
import { discountsFrom } from '@backhaul/domain/charging/discountsFrom';
import { addDays, addMonths, maxDate, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Today } from '../../platform/clock.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { LockedCustomer } from '../customers/index.ts';
import { changed, lockedService } from './lockedService.ts';
import {
  DISCOUNTS_MAX,
  discountsInput,
  EARLIEST,
  MONTHS_AHEAD,
  priceInput,
} from './services.input.ts';
import { setTerms, type ChangedTerms, type LockedService } from './services.store.ts';
import type { ServiceUpdateInput } from './services.types.ts';

/**
 * The prices and discounts of a service after an update: the old ones hold until the day before, the
 * new ones from the day given, or from the first that is not charged. Refuses by field.
 */
export function newPrices(
  service: LockedService,
  buyer: LockedCustomer,
  today: LocalDate,
  input: ServiceUpdateInput,
): Pick<ChangedTerms, 'unitPrice' | 'earlierPrices' | 'discounts'> {
  const { prices, discounts } = service;
  const from = fromInput(input.from, service, today);
  if (input.from != null && input.unitPrice === undefined && input.discounts === undefined)
    throw badInput({
      from: 'is the day from which a price or discounts hold, and there are none; a quantity holds from the first day not charged',
    });
  const next =
    input.unitPrice === undefined
      ? prices
      : priced(service, from, input.unitPrice && priceInput(input.unitPrice, 'unitPrice'));
  return {
    unitPrice: next.price,
    earlierPrices: next.earlier,
    discounts:
      input.discounts === undefined
        ? discounts
        : discounted(service, from, discountsInput(input.discounts ?? [], buyer.currency)),
  };
}

function fromInput(
  given: LocalDate | null | undefined,
  { startDate, chargedUntil }: LockedService,
  today: LocalDate,
): LocalDate {
  if (given == null) return maxDate(startDate, chargedUntil);
  if (given < EARLIEST || given > addMonths(today, MONTHS_AHEAD))
    throw badInput({ from: `must lie between ${EARLIEST} and ten years from now` });
  return given;
}

function priced(
  { prices, startDate }: LockedService,
  from: LocalDate,
  price: string | null,
): OwnPrices {
  return from <= startDate ? { price, earlier: [] } : pricesFrom(prices, from, price);
}

function discounted(
  { discounts, startDate }: LockedService,
  from: LocalDate,
  given: readonly DiscountFacts[],
): readonly DiscountFacts[] {
  if (from <= startDate) return given;
  given.forEach(({ until }, i) => {
    if (until !== null && until < from && !discounts.some((each) => each.until === until))
      throw badInput({
        [`discounts.${i}.until`]: `may not lie before ${from}, from when it holds`,
      });
  });
  const next = discountsFrom(discounts, given, from);
  if (next.length > DISCOUNTS_MAX)
    throw badInput({
      discounts: `may be ${DISCOUNTS_MAX} at most, with those that are over by now`,
    });
  return next;
}

/** From when a price of a service's own is planned last; null where none is, or the tariff's change is what ends it. */
export function plannedFrom({ earlier }: OwnPrices, today: LocalDate): LocalDate | null {
  const last = earlier.at(-1);
  return last && last.until > today && last.instead === undefined ? last.until : null;
}

/**
 * Takes the price that is planned last for a service back. Refuses one outside the scope (NOT_FOUND), an archived one
 * (CONFLICT, ARCHIVED) and where none is planned (CONFLICT, NOTHING_PLANNED).
 */
export async function cancelServicePrice(sql: ScopedSql, clock: Today, id: string): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  const from = plannedFrom(service.prices, clock.today(buyer.clock));
  if (from === null)
    throw conflict('NOTHING_PLANNED', 'No new price of its own is planned for the service.');
  const { price, earlier } = service.prices;
  const was = earlier[earlier.length - 1].price;
  await setTerms(sql, id, { ...service, unitPrice: was, earlierPrices: earlier.slice(0, -1) });
  await audit(sql, {
    action: 'cancel-price',
    entity: 'service',
    entityId: id,
    partner: { id: buyer.partnerId, path: buyer.partnerPath },
    before: { unitPrice: price, from },
    after: { unitPrice: was },
  });
  await changed(sql, buyer);
}

/**
 * Takes a change of a service's own price back: what held before it holds again, of the days that are not charged.
 * before, after: the prices as the change found and left them. Refuses one outside the scope (NOT_FOUND), an archived
 * one (CONFLICT, ARCHIVED), and prices that changed since (CONFLICT, CHANGED_SINCE).
 */
export async function takePriceBack(
  sql: ScopedSql,
  id: string,
  { before, after }: { before: OwnPrices; after: OwnPrices },
): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  const { prices, chargedUntil, startDate } = service;
  if (!samePrices(prices, after)) throw conflict('CHANGED_SINCE', 'The price was changed since.');
  const next =
    chargedUntil <= startDate ||
    priceOn(before, addDays(chargedUntil, -1)) === priceOn(after, addDays(chargedUntil, -1))
      ? before
      : pricesFrom(prices, chargedUntil, priceOn(before, chargedUntil));
  await setTerms(sql, id, { ...service, unitPrice: next.price, earlierPrices: next.earlier });
  await audit(sql, {
    action: 'cancel-price',
    entity: 'service',
    entityId: id,
    partner: { id: buyer.partnerId, path: buyer.partnerPath },
    before: { unitPrice: prices.price },
    after: { unitPrice: next.price },
  });
  await changed(sql, buyer);
}

/** Whether two services' own prices hold on the same days; kept as JSON, in whatever order of keys. */
function samePrices(a: OwnPrices, b: OwnPrices): boolean {
  const told = ({ price, earlier }: OwnPrices) =>
    JSON.stringify([price, earlier.map((each) => [each.until, each.price, each.instead])]);
  return told(a) === told(b);
}
