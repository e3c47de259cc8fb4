import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type {
  BillingType,
  CustomerFacts,
  CustomerStatus,
  DiscountFacts,
  ItemFacts,
  PauseFacts,
  ServiceFacts,
  TariffKind,
} from '@backhaul/domain/charging/facts';
import { resolvedPrices, type EarlierPrice } from '@backhaul/domain/charging/prices';
import { reverseCharged } from '@backhaul/domain/money/reverseCharge';
import type { TaxOverTime } from '@backhaul/domain/money/taxRate';
import type { TaxTerms } from '@backhaul/domain/money/taxTerms';
import {
  resolveCustomerBilling,
  type CustomerBillingOverrides,
} from '@backhaul/domain/settings/finance';
import { groupBy } from '../../kit/groupBy.ts';
import { lookingUp, rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { owingTheirTax } from '../customers/index.ts';
import { loadFinance } from '../settings/index.ts';
import { storedTax, type StoredTax, TAX_COLUMNS } from '../tariffs/index.ts';
import { openUsage } from '../usage/index.ts';
import { got } from '../../platform/must.ts';

/** A customer as the planner wants it, with what is needed to write the result. */
export interface Billable {
  facts: CustomerFacts;
  /** Services that follow others after a planned change, for days that those are paid for: it charges them itself. */
  waiting: readonly ServiceFacts[];
  number: number;
  name: string;
  partnerId: string;
  partnerPath: string;
  /** Of its partner. */
  clock: PartnerClock;
  factsVersion: number;
  balance: bigint;
}

interface CustomerRow {
  id: string;
  number: number;
  name: string;
  partner_id: string;
  partner_path: string;
  currency: string;
  status: CustomerStatus;
  billing_type: BillingType;
  billing: CustomerBillingOverrides;
  inactive_since: string | null;
  facts_version: number;
  balance_minor: bigint;
}
interface ServiceRow extends StoredTax {
  id: string;
  customer_id: string;
  description: string;
  kind: TariffKind;
  state: string;
  start_date: string;
  end_date: string | null;
  charged_until: string;
  quantity: string;
  unit_price: string | null;
  earlier_prices: EarlierPrice<string | null>[];
  tariff_price: string;
  tariff_prices: EarlierPrice[];
  tax_included: boolean;
  period_days: number | null;
  setup_fee: string;
  setup_charged: boolean;
  activation_fee: string | null;
  pauses: PauseFacts[];
  discounts: DiscountFacts[];
  waits: boolean;
}
interface ItemRow extends StoredTax {
  id: string;
  customer_id: string;
  description: string;
  quantity: string;
  unit_price: string;
  tax_percent: string;
  tax_terms: TaxTerms | null;
  tax_included: boolean;
  date: string;
  alone: boolean;
}

const CUSTOMER = `select c.id, number, name, partner_id, partner_path, currency, status,
  billing_type, billing, inactive_since, facts_version, balance_minor`;

/** So many due customers are sorted in no time; more are read in the order of their numbers. */
const SORTED_MAX = 5000;

/** One chunk of a run: the next customers by number that are due. candidates: how many are in all. */
export async function dueCustomers(
  sql: ScopedSql,
  partnerIds: readonly string[],
  {
    on,
    after,
    limit,
    candidates,
  }: { on: string; after: number; limit: number; candidates: number },
): Promise<Billable[]> {
  const read = () =>
    sql.rows<CustomerRow>(
      `${CUSTOMER}
      from customer c
      where partner_id = any($1) and next_billing_date <= $2 and number > $3
      order by number
      limit $4`,
      [partnerIds, on, after, limit],
    );
  const rows = await (candidates > SORTED_MAX ? lookingUp(sql, read) : read());
  return withFacts(sql, rows);
}

/** Named customers, in the order of their numbers; those outside the scope are not there. */
export async function billableCustomers(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Billable[]> {
  const rows = await sql.rows<CustomerRow>(
    `${CUSTOMER} from ${rowsById('customer', '$1', 'c')} order by number`,
    [customerIds],
  );
  return withFacts(sql, rows);
}

/**
 * The rest of the facts, read after the customers' rows: a change that comes between the two is in the facts and not in
 * the version, so that it is found as a change later; the other way round it would go unnoticed.
 */
async function withFacts(sql: ScopedSql, rows: readonly CustomerRow[]): Promise<Billable[]> {
  if (!rows.length) return [];
  const ids = rows.map((row) => row.id);
  const finance = await loadFinance(
    sql,
    rows.map((row) => row.partner_id),
  );
  const clocks = new Map(
    (
      await sql.rows<{ id: string; clock: PartnerClock }>(
        'select id, clock from partner where id = any($1)',
        [[...finance.keys()]],
      )
    ).map(({ id, clock }) => [id, clock]),
  );
  const services = await lookingUp(sql, () =>
    sql.rows<ServiceRow>(
      `select s.id, s.customer_id, s.description, t.kind, s.state,
        s.start_date, s.end_date, s.charged_until,
        s.quantity::text, s.unit_price, s.earlier_prices,
        t.price tariff_price, t.earlier_prices tariff_prices,
        ${TAX_COLUMNS}, t.tax_included,
        t.period_days,
        coalesce(s.setup_fee, t.setup_fee)::text setup_fee, s.setup_charged,
        s.activation_fee::text,
        s.pauses, s.discounts,
        case when s.changed_from is null then false else exists (
          select from plan_change p
          join service paid on paid.id = p.service_id
          where p.to_service_id = s.id and p.status = 'PLANNED'
            and paid.charged_until > s.start_date) end waits
      from unnest($1::uuid[]) c(id)
      cross join lateral (
        select * from service v where v.customer_id = c.id and v.state <> 'ARCHIVED' offset 0) s
      join tariff t on t.id = s.tariff_id
      left join tax_rate r on r.id = t.tax_rate_id
      order by s.start_date, s.created_at, s.id`,
      [ids],
    ),
  );
  const items = await itemsWaiting(sql, ids);
  const owing = await owingTheirTax(sql, ids);
  const servicesOf = groupBy(services, (row) => row.customer_id),
    itemsOf = groupBy(items, (row) => row.customer_id);
  const taxed = <Fact extends TaxOverTime>(fact: Fact, customerId: string): Fact =>
    owing.has(customerId) ? { ...fact, taxVersions: undefined, ...reverseCharged(fact) } : fact;
  const settings = new Map(
    rows.map((row) => [row.id, resolveCustomerBilling(got(finance, row.partner_id), row.billing)]),
  );
  const usage = await openUsage(
    sql,
    rows.map(({ id, billing_type: billingType }) => ({
      customerId: id,
      ...got(settings, id),
      billingType,
      owesTax: owing.has(id),
    })),
  );
  const servicesAt = (id: string, waits: boolean) =>
    (servicesOf.get(id) ?? [])
      .filter((row) => row.waits === waits)
      .map((row) => taxed(toService(row), id));
  return rows.map((row) => ({
    waiting: servicesAt(row.id, true),
    number: row.number,
    name: row.name,
    partnerId: row.partner_id,
    partnerPath: row.partner_path,
    clock: got(clocks, row.partner_id),
    factsVersion: row.facts_version,
    balance: row.balance_minor,
    facts: {
      id: row.id,
      currency: row.currency,
      status: row.status,
      billingType: row.billing_type,
      inactiveSince: row.inactive_since,
      settings: got(settings, row.id),
      services: servicesAt(row.id, false),
      futureItems: (itemsOf.get(row.id) ?? []).map((item) => taxed(toItem(item), row.id)),
      usage: usage.get(row.id) ?? [],
    },
  }));
}

/** The items of customers that wait for an invoice. */
function itemsWaiting(sql: ScopedSql, ids: readonly string[]): Promise<ItemRow[]> {
  return lookingUp(sql, () =>
    sql.rows<ItemRow>(
      `select f.id, customer_id, description, quantity::text, unit_price::text,
        trim_scale(tax_percent)::text tax_percent, tax_terms, ${TAX_COLUMNS},
        tax_included, date, alone
      from unnest($1::uuid[]) c(id)
      cross join lateral (
        select * from future_item i
        where i.customer_id = c.id and i.charge_id is null and i.removed_at is null
        offset 0) f
      left join tax_rate r on r.id = f.tax_rate_id
      order by date, f.created_at, f.id`,
      [ids],
    ),
  );
}

/** '15.0000' -> '15': how an exact decimal is printed on documents and compared in fingerprints. */
export function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function toService(row: ServiceRow): ServiceFacts {
  const prices = resolvedPrices(
    { price: row.unit_price, earlier: row.earlier_prices },
    { price: row.tariff_price, earlier: row.tariff_prices },
  );
  return {
    id: row.id,
    description: row.description,
    kind: row.kind,
    status: row.state === 'PAUSED' ? 'PAUSED' : 'ACTIVE',
    startDate: row.start_date,
    endDate: row.end_date,
    chargedUntil: row.charged_until,
    quantity: plainDecimal(row.quantity),
    unitPrice: plainDecimal(prices.price),
    earlierPrices: prices.earlier.map(({ until, price }) => ({
      until,
      price: plainDecimal(price),
    })),
    ...storedTax(row),
    taxIncluded: row.tax_included,
    ...(row.period_days !== null && { periodDays: row.period_days }),
    setupFee: plainDecimal(row.setup_fee),
    setupCharged: row.setup_charged,
    ...(row.activation_fee !== null && { activationFee: plainDecimal(row.activation_fee) }),
    pauses: row.pauses,
    discounts: row.discounts,
  };
}

/** By its rate, as that is on its day; what it was entered with where the rate is out of reach. */
function itemTax(row: ItemRow): TaxOverTime {
  if (row.ratePercent !== null) return storedTax(row);
  const { tax_percent: taxPercent, tax_terms: taxTerms } = row;
  return { taxPercent, ...(taxTerms && { taxTerms }) };
}

function toItem(row: ItemRow): ItemFacts {
  return {
    id: row.id,
    description: row.description,
    quantity: plainDecimal(row.quantity),
    unitPrice: plainDecimal(row.unit_price),
    ...itemTax(row),
    taxIncluded: row.tax_included,
    date: row.date,
    ...(row.alone && { alone: true }),
  };
}
