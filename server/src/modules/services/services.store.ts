import type { EarlierPrice, OwnPrices } from '@backhaul/domain/charging/prices';
import type { DiscountFacts, TariffKind } from '@backhaul/domain/charging/facts';
import type { Pause } from '@backhaul/domain/charging/ownPause';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { TaxOverTime } from '@backhaul/domain/money/taxRate';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import { storedTax, type StoredTax } from '../tariffs/index.ts';
import type { ServiceState } from './serviceStatus.ts';

/** A tariff as it is offered by a partner, or is not. */
export interface Offer {
  id: string;
  name: string;
  kind: TariffKind;
  currency: string;
  /** All that it costs by day: now, before and as planned. */
  prices: readonly string[];
  archived: boolean;
  offered: boolean;
  activationFee: string | null;
  minimumMonths: number | null;
  cancellationFee: string | null;
}

/** What a tariff is for the customers of a partner; undefined for one that the scope does not see. */
export async function offerOf(
  sql: ScopedSql,
  tariffId: string,
  partnerId: string,
): Promise<Offer | undefined> {
  const [offer] = await sql.rows<Offer>(
    `select t.id, t.name, t.kind, t.currency,
      array(select e ->> 'price' from jsonb_array_elements(t.earlier_prices) e) || t.price::text prices,
      t.archived_at is not null archived, t.activation_fee "activationFee",
      t.minimum_months "minimumMonths", t.cancellation_fee "cancellationFee",
      exists (select 1 from tariff_partner o where o.tariff_id = t.id and o.partner_id = $2) offered
    from tariff t
    where t.id = $1`,
    [tariffId, partnerId],
  );
  return offer;
}

/** What of a service can be changed. Quantity and price are decimals; without a price it follows the tariff's. */
export interface ServiceTerms {
  quantity: string;
  unitPrice: string | null;
  description: string;
  discounts: readonly DiscountFacts[];
}

export interface NewService extends ServiceTerms {
  tariffId: string;
  startDate: LocalDate;
  endDate: LocalDate | null;
  setupFee: string | null;
  activationFee: string | null;
  minimumMonths: number | null;
  cancellationFee: string | null;
  pauses: readonly Pause[];
}

/** Stores a service of which no day is charged, and returns its id. */
export async function insertService(
  sql: ScopedSql,
  buyer: { id: string; partnerId: string; partnerPath: string },
  service: NewService,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into service (partner_id, partner_path, customer_id, tariff_id, description,
      start_date, end_date, quantity, unit_price, setup_fee,
      charged_until, discounts, pauses,
      activation_fee, minimum_months, cancellation_fee)
    values ($1, $2, $3, $4, $5,
      $6::date, $7, $8, $9, $10,
      $6::date, $11, $12,
      $13, $14, $15)
    returning id`,
    [
      buyer.partnerId,
      buyer.partnerPath,
      buyer.id,
      service.tariffId,
      service.description,
      service.startDate,
      service.endDate,
      service.quantity,
      service.unitPrice,
      service.setupFee,
      JSON.stringify(service.discounts),
      JSON.stringify(service.pauses),
      service.activationFee,
      service.minimumMonths,
      service.cancellationFee,
    ],
  );
  return id;
}

/** Whose a service is; undefined for one that the scope does not see. */
export async function customerOfService(sql: ScopedSql, id: string): Promise<string | undefined> {
  const [service] = await sql.rows<{ customerId: string }>(
    'select customer_id "customerId" from service where id = $1',
    [id],
  );
  return service?.customerId;
}

/** A service, its row locked. */
export interface LockedService extends Omit<ServiceTerms, 'unitPrice'> {
  id: string;
  tariffId: string;
  state: ServiceState;
  startDate: LocalDate;
  endDate: LocalDate | null;
  /** The first day not charged yet. */
  chargedUntil: LocalDate;
  prices: OwnPrices;
  pauses: readonly Pause[];
  /** Of its tariff. */
  kind: TariffKind;
  /** The service that follows it after a change of plan, and the one that it follows. */
  changedTo: string | null;
  changedFrom: string | null;
  customFields: FieldValues;
}

/** Locks a service and reads it; undefined where it is gone. */
export async function lockService(sql: ScopedSql, id: string): Promise<LockedService | undefined> {
  const [row] = await sql.rows<
    Omit<LockedService, 'prices'> & {
      unitPrice: string | null;
      earlierPrices: OwnPrices['earlier'];
    }
  >(
    `select
      id, tariff_id "tariffId", description, state,
      start_date "startDate", end_date "endDate", charged_until "chargedUntil",
      quantity, unit_price "unitPrice", earlier_prices "earlierPrices",
      discounts, pauses, custom_fields "customFields",
      changed_to "changedTo", changed_from "changedFrom",
      (select kind from tariff t where t.id = tariff_id) kind
    from service
    where id = $1
    for update`,
    [id],
  );
  if (!row) return undefined;
  const { unitPrice, earlierPrices, ...service } = row;
  return { ...service, prices: { price: unitPrice, earlier: earlierPrices } };
}

/** What of a service that is there can be changed. */
export interface ChangedTerms extends ServiceTerms {
  earlierPrices: OwnPrices['earlier'];
}

/** Stores what of a service can be changed. */
export async function setTerms(sql: ScopedSql, id: string, terms: ChangedTerms): Promise<void> {
  await sql.rows(
    `update service
    set quantity = $2, unit_price = $3, earlier_prices = $4, description = $5, discounts = $6
    where id = $1`,
    [
      id,
      terms.quantity,
      terms.unitPrice,
      JSON.stringify(terms.earlierPrices),
      terms.description,
      JSON.stringify(terms.discounts),
    ],
  );
}

/** Sets the last day of service; null: it runs on. */
export async function setEndDate(
  sql: ScopedSql,
  id: string,
  endDate: LocalDate | null,
): Promise<void> {
  await sql.rows('update service set end_date = $2 where id = $1', [id, endDate]);
}

/** Days from one on are not charged any more: they were given back. */
export async function setChargedUntil(sql: ScopedSql, id: string, day: LocalDate): Promise<void> {
  await sql.rows('update service set charged_until = $2 where id = $1', [id, day]);
}

/** Moves the first day of a service of which no day is charged. */
export async function setStartDate(
  sql: ScopedSql,
  id: string,
  startDate: LocalDate,
): Promise<void> {
  await sql.rows('update service set start_date = $2, charged_until = $2 where id = $1', [
    id,
    startDate,
  ]);
}

/** Whether anything was ever written down for a service of a customer, undone or not. */
export async function wasCharged(
  sql: ScopedSql,
  { id, customerId }: { id: string; customerId: string },
): Promise<boolean> {
  const { charged } = await sql.row<{ charged: boolean }>(
    `select exists (
        select 1 from ledger_transaction where customer_id = $2 and service_id = $1)
      or exists (
        select 1 from invoice i join invoice_line l on l.invoice_id = i.id
        where i.customer_id = $2 and l.service_id = $1)
      or exists (select 1 from usage_record where service_id = $1) charged`,
    [id, customerId],
  );
  return charged;
}

/** Whether a fee waits because the service ends before its contract does. */
export async function hasEndFee(sql: ScopedSql, id: string): Promise<boolean> {
  const { waits } = await sql.row<{ waits: boolean }>(
    `select exists (
      select 1
      from future_item f
      where f.id = s.cancellation_item and f.removed_at is null
    ) waits
    from service s
    where s.id = $1`,
    [id],
  );
  return waits;
}

/** Deletes a service of which nothing is written down. */
export async function deleteServiceRow(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows('delete from service where id = $1', [id]);
}

/** Those of the services for which anything was ever written down. */
export function bookedServices(tx: ScopedTx, ids: string[]): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    select s.id::text
    from service s
    where s.id = any (${ids}::uuid[]) and (
      exists (
        select 1 from ledger_transaction t
        where t.customer_id = s.customer_id and t.service_id = s.id)
      or exists (
        select 1 from invoice i join invoice_line l on l.invoice_id = i.id
        where i.customer_id = s.customer_id and l.service_id = s.id)
      or exists (select 1 from usage_record u where u.service_id = s.id))`;
}

/** What a tariff says of the price of those who have it. */
export interface SoldAs {
  currency: string;
  price: string;
  earlier: EarlierPrice[];
  taxIncluded: boolean;
  periodDays: number | null;
  tax: TaxOverTime;
}

/** What tariffs cost, with their tax, by their ids. */
export async function soldAs(tx: ScopedTx, tariffIds: string[]): Promise<Map<string, SoldAs>> {
  const rows = await tx.$queryRawUnsafe<(StoredTax & Omit<SoldAs, 'tax'> & { id: string })[]>(
    `select t.id::text, t.currency, t.price::text, t.earlier_prices earlier,
      t.tax_included "taxIncluded", t.period_days "periodDays", trim_scale(r.percent)::text "ratePercent", r.terms "rateTerms",
      r.valid_from::text "rateFrom", r.earlier "rateEarlier"
    from tariff t
    left join tax_rate r on r.id = t.tax_rate_id
    where t.id = any ($1::uuid[])`,
    tariffIds,
  );
  return new Map(rows.map((row) => [row.id, { ...row, tax: storedTax(row) }]));
}
