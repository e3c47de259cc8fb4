import { z } from 'zod';
import { priceOn, type OwnPrices } from '@backhaul/domain/charging/prices';
import { fromDecimal, formatDecimal } from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import { maxDate, type LocalDate } from '@backhaul/domain/time/calendar';
import { must } from '../../../platform/must.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { cancelPlanChange, changePlan } from '../../planChanges/index.ts';
import {
  lockedService,
  takePriceBack,
  updateService,
  type ServiceUpdateInput,
} from '../../services/index.ts';
import { CUSTOM } from './fields.ts';
import { heldServices, type HeldService } from './held.store.ts';
import { fieldsOf } from './params.ts';
import type { Raws, Target } from './target.ts';
import type { Held, Value } from './values.ts';

/** Services changed together: by the rules of the single update, and of a change of plan. */
export const servicesTarget: Target = {
  async read(sql, ids, params) {
    const found = await heldServices(sql, ids);
    return found.map((service): Held => {
      const { id, label, customerId, currency } = service;
      const values = fieldsOf(params).map(
        (field) => [field, valueOf(service, field, params.from)] as const,
      );
      return { id, label, customerId, currency, values: Object.fromEntries(values) };
    });
  },
  async lock(sql, id) {
    await lockedService(sql, id);
  },
  async write(sql, clock, { id }, values, params) {
    const { tariffId, ...terms } = values;
    const priced = 'unitPrice' in terms;
    const found = await pricesNow(sql, id);
    const input = { ...inputOf(terms), ...(priced && params.from && { from: params.from }) };
    if (tariffId === undefined) {
      await updateService(sql, clock, id, input);
      return priced ? { prices: { before: found, after: await pricesNow(sql, id) } } : {};
    }
    const { unitPrice, from: _from, ...rest } = input;
    if (Object.keys(rest).length) await updateService(sql, clock, id, rest);
    const date = must(params.from);
    const planChangeId = await changePlan(sql, clock, {
      serviceId: id,
      tariffId: String(tariffId),
      date,
      unitPrice: unitPrice ?? null,
    });
    return { planChangeId };
  },
  async restore(sql, clock, { id }, values, { more }) {
    const { planChangeId, prices } = kept.parse(more);
    const { tariffId: _tariff, unitPrice: _price, ...terms } = values;
    if (planChangeId) await cancelPlanChange(sql, planChangeId);
    if (prices) await takePriceBack(sql, id, prices);
    if (Object.keys(terms).length) await updateService(sql, clock, id, inputOf(terms));
  },
};

const ownPrices = z.object({
  price: z.string().nullable(),
  earlier: z.array(
    z.object({
      until: z.string(),
      price: z.string().nullable(),
      instead: z.string().nullable().optional(),
    }),
  ),
});
/** What it takes to take a change of a service back. */
const kept = z.object({
  planChangeId: z.string().optional(),
  prices: z.object({ before: ownPrices, after: ownPrices }).optional(),
});

async function pricesNow(sql: ScopedSql, id: string): Promise<OwnPrices> {
  const { service } = await lockedService(sql, id);
  return service.prices;
}

function inputOf(values: Raws): ServiceUpdateInput {
  const own = Object.entries(values).filter(([field]) => !field.startsWith(CUSTOM));
  const custom = Object.entries(values).filter(([field]) => field.startsWith(CUSTOM));
  return {
    ...Object.fromEntries(own),
    ...(custom.length && {
      customFields: Object.fromEntries(
        custom.map(([field, value]) => [field.slice(CUSTOM.length), value]),
      ),
    }),
  };
}

function valueOf(service: HeldService, field: string, from: LocalDate | null): Value {
  const { tariffId, tariff, description, customFields } = service;
  if (field.startsWith(CUSTOM)) return plain(customFields[field.slice(CUSTOM.length)]);
  if (field === 'tariffId') return { raw: tariffId, shown: tariff };
  if (field === 'quantity') return plain(formatDecimal(fromDecimal(service.quantity), 4));
  return field === 'unitPrice' ? priceOf(service, from) : plain(description);
}

function plain(raw: unknown): Value {
  return { raw: raw ?? null, shown: raw ?? null };
}

/** A price as it is on a day; null: the first that is not charged. */
function priceOf(
  { own, tariffPrices, startDate, chargedUntil, currency }: HeldService,
  from: LocalDate | null,
): Value {
  const day = from ?? maxDate(startDate, chargedUntil);
  const text = (price: string) => formatDecimal(fromDecimal(price), 4, currencyDigits(currency));
  const price = priceOn(own, day);
  const inForce = text(price ?? priceOn(tariffPrices, day));
  return { raw: price === null ? null : inForce, shown: inForce, inForce };
}
