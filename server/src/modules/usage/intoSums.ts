import { v7 as uuid } from 'uuid';
import { add, formatDecimal, fromDecimal } from '@backhaul/domain/money/fraction';
import { maxDate, minDate, type LocalDate } from '@backhaul/domain/time/calendar';
import { summedFrom } from '@backhaul/domain/charging/usage';
import { resolveCustomerBilling } from '@backhaul/domain/settings/finance';
import { got } from '../../platform/must.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import { addToSums, firstOpenDays, type NewInSum } from './sums.store.ts';
import type { Used } from './usage.store.ts';

/** A record that has its price. */
export interface Rated {
  serviceId: string;
  day: LocalDate;
  kind: string;
  quantity: string;
  unitPrice: string;
}

/** So many customers hear of it by themselves; more do as all of their partner. */
const TOLD_EACH_MAX = 20;

/**
 * Sums up rated records of services whose customers are locked: by service, kind, price and billing
 * period. Returns each one's sum, in their order. Whose usage begins earlier now is due anew.
 */
export async function intoSums(
  sql: ScopedSql,
  rated: readonly Rated[],
  services: ReadonlyMap<string, Used>,
): Promise<string[]> {
  if (!rated.length) return [];
  const finance = await loadFinance(sql, [
    ...new Set(rated.map(({ serviceId }) => got(services, serviceId).partnerId)),
  ]);
  const groups = new Map<string, NewInSum>();
  const keys = rated.map((record) => {
    const used = got(services, record.serviceId);
    const settings = resolveCustomerBilling(got(finance, used.partnerId), used.billing);
    const { billingType } = used;
    const periodFrom = summedFrom(record.day, { ...settings, billingType });
    const key = JSON.stringify([record.serviceId, record.kind, record.unitPrice, periodFrom]);
    const group = groups.get(key);
    groups.set(key, group ? grown(group, record) : begun(record, used.customerId, periodFrom));
    return key;
  });
  const added = [...groups.values()];
  await scheduleAnew(sql, added);
  const ids = await addToSums(sql, added);
  const sums = new Map([...groups.keys()].map((key, i) => [key, ids[i]]));
  await tellOfUsage(sql, rated, services);
  return keys.map((key) => got(sums, key));
}

function begun(record: Rated, customerId: string, periodFrom: LocalDate): NewInSum {
  const { day, ...rest } = record;
  return { ...rest, id: uuid(), customerId, periodFrom, firstDay: day, lastDay: day, records: 1 };
}

function grown(sum: NewInSum, { day, quantity }: Rated): NewInSum {
  return {
    ...sum,
    firstDay: minDate(sum.firstDay, day),
    lastDay: maxDate(sum.lastDay, day),
    quantity: formatDecimal(add(fromDecimal(sum.quantity), fromDecimal(quantity)), 4),
    records: sum.records + 1,
  };
}

/** Later usage of whoever waits for an earlier day's bill already changes no date. */
async function scheduleAnew(sql: ScopedSql, added: readonly NewInSum[]): Promise<void> {
  const first = new Map<string, LocalDate>();
  for (const { customerId, firstDay } of added)
    first.set(customerId, minDate(first.get(customerId) ?? firstDay, firstDay));
  const open = await firstOpenDays(sql, [...first.keys()]);
  for (const [customerId, day] of first) {
    const before = open.get(customerId);
    if (before === undefined || day < before) sql.happened('termsChanged', { customerId });
  }
}

/** Dashboards, previews and portals hear that what waits is another. */
export async function tellOfUsage(
  sql: ScopedSql,
  rated: readonly Pick<Rated, 'serviceId'>[],
  services: ReadonlyMap<string, Used>,
): Promise<void> {
  const customers = new Map(
    rated.map(({ serviceId }) => {
      const { customerId: id, partnerPath: path } = got(services, serviceId);
      return [id, { id, path }];
    }),
  );
  const all = [...customers.values()];
  const places = [...new Set(all.map(({ path }) => path))];
  const heard = all.length > TOLD_EACH_MAX ? places.map((path) => ({ path })) : all;
  // with a partner for each of thousands of records, whoever is above them all hears it once
  const told = heard.length > TOLD_EACH_MAX ? [{ path: commonPlace(places) }] : heard;
  for (const each of told) await announce(sql, { topic: 'account', ...each });
}

/** The nearest place of the tree that all of these are at or below. */
function commonPlace(paths: readonly string[]): string {
  const [first, ...others] = paths.map((path) => path.split('.').filter(Boolean));
  const same = first.findIndex((step, i) => others.some((other) => other[i] !== step));
  return [...(same === -1 ? first : first.slice(0, same)), ''].join('.');
}
