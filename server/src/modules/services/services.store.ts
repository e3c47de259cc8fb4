import type { DiscountFacts } from '@backhaul/domain/charging/facts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { ServiceState } from './serviceStatus.ts';

/** A tariff as it is offered by a partner, or is not. */
export interface Offer {
  id: string;
  name: string;
  currency: string;
  archived: boolean;
  offered: boolean;
}

/** What a tariff is for the customers of a partner; undefined for one that the scope does not see. */
export async function offerOf(
  sql: ScopedSql,
  tariffId: string,
  partnerId: string,
): Promise<Offer | undefined> {
  const [offer] = await sql.rows<Offer>(
    `select t.id, t.name, t.currency, t.archived_at is not null archived,
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

/** Days that are not billed, the day `until` not among them. */
export interface Pause {
  from: LocalDate;
  until: LocalDate | null;
}

export interface NewService extends ServiceTerms {
  tariffId: string;
  startDate: LocalDate;
  endDate: LocalDate | null;
  setupFee: string | null;
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
      charged_until, discounts, pauses)
    values ($1, $2, $3, $4, $5,
      $6::date, $7, $8, $9, $10,
      $6::date, $11, $12)
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
export interface LockedService extends ServiceTerms {
  id: string;
  state: ServiceState;
  startDate: LocalDate;
  endDate: LocalDate | null;
  customFields: FieldValues;
}

/** Locks a service that is there, and reads it. */
export function lockService(sql: ScopedSql, id: string): Promise<LockedService> {
  return sql.row<LockedService>(
    `select
      id, description, state, start_date "startDate", end_date "endDate",
      quantity, unit_price "unitPrice", discounts, custom_fields "customFields"
    from service
    where id = $1
    for update`,
    [id],
  );
}

/** Stores what of a service can be changed. */
export async function setTerms(sql: ScopedSql, id: string, terms: ServiceTerms): Promise<void> {
  await sql.rows(
    `update service
    set quantity = $2, unit_price = $3, description = $4, discounts = $5
    where id = $1`,
    [id, terms.quantity, terms.unitPrice, terms.description, JSON.stringify(terms.discounts)],
  );
}

/** Sets the last day of a service. */
export async function setEndDate(sql: ScopedSql, id: string, endDate: LocalDate): Promise<void> {
  await sql.rows('update service set end_date = $2 where id = $1', [id, endDate]);
}
