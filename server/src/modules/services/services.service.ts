import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import {
  descriptionInput,
  discountsInput,
  endDateInput,
  priceInput,
  quantityInput,
  startDateInput,
} from './services.input.ts';
import type { ServiceInput, ServiceUpdateInput } from './services.types.ts';

interface Buyer {
  id: string;
  partner_id: string;
  partner_path: string;
  currency: string;
  status: string;
  inactive_since: string | null;
  time_zone: string;
}
interface Offer {
  id: string;
  name: string;
  currency: string;
  archived: boolean;
  offered: boolean;
}
interface Row {
  id: string;
  customer_id: string;
  description: string;
  state: string;
  start_date: string;
  end_date: string | null;
  quantity: string;
  unit_price: string | null;
  discounts: unknown;
  custom_fields: FieldValues;
}

async function lockedBuyer(sql: ScopedSql, customerId: string): Promise<Buyer> {
  const [buyer] = await sql.rows<Buyer>(
    `select c.id, c.partner_id, c.partner_path, c.currency, c.status, c.inactive_since, p.time_zone
    from customer c join partner p on p.id = c.partner_id where c.id = $1 for update of c`,
    [customerId],
  );
  if (!buyer) throw notFound();
  return buyer;
}

/** After a change: the next billing date, and everybody who looks at it. */
async function changed(sql: ScopedSql, buyer: Buyer): Promise<void> {
  sql.happened('termsChanged', { customerId: buyer.id });
  await announce(sql, { topic: 'finance', path: buyer.partner_path });
  await announce(sql, { topic: 'account', path: buyer.partner_path, id: buyer.id });
}

async function offerFor(sql: ScopedSql, tariffId: string, buyer: Buyer): Promise<Offer> {
  const [offer] = await sql.rows<Offer>(
    `select t.id, t.name, t.currency, t.archived_at is not null archived,
      exists (select 1 from tariff_partner o where o.tariff_id = t.id and o.partner_id = $2) offered
    from tariff t
    where t.id = $1`,
    [tariffId, buyer.partner_id],
  );
  if (!offer) throw notFound();
  if (!offer.offered) throw badInput({ tariffId: "is not offered by the customer's partner" });
  if (offer.archived) throw badInput({ tariffId: 'is archived and no longer sold' });
  if (offer.currency !== buyer.currency)
    throw badInput({
      tariffId: `is in ${offer.currency}, but the customer pays in ${buyer.currency}`,
    });
  return offer;
}

/**
 * Subscribes a customer to a tariff. Without a price of its own it follows the tariff's. Refuses a
 * customer or tariff outside the scope (NOT_FOUND), and by field a tariff that the customer's
 * partner does not sell and wrong values. Returns the id.
 */
export async function createService(
  sql: ScopedSql,
  clock: Clock,
  customerId: string,
  tariffId: string,
  input: ServiceInput,
): Promise<string> {
  const buyer = await lockedBuyer(sql, customerId);
  const offer = await offerFor(sql, tariffId, buyer);
  const startDate = startDateInput(input.startDate, clock.today(buyer.time_zone));
  const endDate = input.endDate ? endDateInput(input.endDate, startDate) : null;
  const quantity = quantityInput(input.quantity ?? '1');
  const unitPrice = input.unitPrice != null ? priceInput(input.unitPrice, 'unitPrice') : null;
  const setupFee = input.setupFee != null ? priceInput(input.setupFee, 'setupFee') : null;
  const description = input.description?.trim() ? descriptionInput(input.description) : offer.name;
  const discounts = discountsInput(input.discounts ?? [], buyer.currency);
  // nothing is billed while the customer is inactive, whenever the service was added
  const since =
    buyer.inactive_since && buyer.inactive_since > startDate ? buyer.inactive_since : startDate;
  const pauses = buyer.status === 'INACTIVE' ? [{ from: since, until: null }] : [];
  const { id } = await sql.row<{ id: string }>(
    `insert into service (partner_id, partner_path, customer_id, tariff_id, description,
      start_date, end_date, quantity, unit_price, setup_fee,
      charged_until, discounts, pauses)
    values ($1, $2, $3, $4, $5,
      $6::date, $7, $8, $9, $10,
      $6::date, $11, $12)
    returning id`,
    [
      buyer.partner_id,
      buyer.partner_path,
      buyer.id,
      tariffId,
      description,
      startDate,
      endDate,
      quantity,
      unitPrice,
      setupFee,
      JSON.stringify(discounts),
      JSON.stringify(pauses),
    ],
  );
  const fields = await writeCustomFields(
    sql,
    'SERVICE',
    { id, partnerId: buyer.partner_id, partnerPath: buyer.partner_path },
    input.customFields,
    null,
  );
  await audit(sql, {
    action: 'create',
    entity: 'service',
    entityId: id,
    partner: { id: buyer.partner_id, path: buyer.partner_path },
    after: {
      customerId,
      tariffId,
      description,
      startDate,
      endDate,
      quantity,
      unitPrice,
      setupFee,
      discounts,
      customFields: fields?.after,
    },
  });
  await changed(sql, buyer);
  return id;
}

/** The service and its customer, both locked, the customer first: as charging does. */
async function lockedService(sql: ScopedSql, id: string): Promise<{ service: Row; buyer: Buyer }> {
  const [known] = await sql.rows<{ customer_id: string }>(
    'select customer_id from service where id = $1',
    [id],
  );
  if (!known) throw notFound();
  const buyer = await lockedBuyer(sql, known.customer_id);
  const service = await sql.row<Row>(
    `select id, customer_id, description, state, start_date, end_date,
      quantity, unit_price, discounts, custom_fields
    from service
    where id = $1
    for update`,
    [id],
  );
  if (service.state === 'ARCHIVED')
    throw conflict('ARCHIVED', 'The service is archived and cannot be changed.');
  return { service, buyer };
}

/**
 * Changes what the uncharged days of a service cost; unitPrice null follows the tariff again,
 * discounts replace all present ones. Charged days stay as they were charged. Refuses a service
 * outside the scope (NOT_FOUND), wrong values by field, and an archived one (CONFLICT, ARCHIVED).
 */
export async function updateService(
  sql: ScopedSql,
  id: string,
  input: ServiceUpdateInput,
): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  const before = {
    quantity: service.quantity,
    unitPrice: service.unit_price,
    description: service.description,
    discounts: service.discounts,
  };
  const after = {
    quantity: input.quantity != null ? quantityInput(input.quantity) : before.quantity,
    unitPrice:
      input.unitPrice === undefined
        ? before.unitPrice
        : input.unitPrice && priceInput(input.unitPrice, 'unitPrice'),
    description:
      input.description != null ? descriptionInput(input.description) : before.description,
    discounts:
      input.discounts === undefined
        ? before.discounts
        : discountsInput(input.discounts ?? [], buyer.currency),
  };
  await sql.rows(
    'update service set quantity = $2, unit_price = $3, description = $4, discounts = $5 where id = $1',
    [id, after.quantity, after.unitPrice, after.description, JSON.stringify(after.discounts)],
  );
  const fields = await writeCustomFields(
    sql,
    'SERVICE',
    { id, partnerId: buyer.partner_id, partnerPath: buyer.partner_path },
    input.customFields,
    service.custom_fields,
  );
  await audit(sql, {
    action: 'update',
    entity: 'service',
    entityId: id,
    partner: { id: buyer.partner_id, path: buyer.partner_path },
    before: { ...before, customFields: fields?.before },
    after: { ...after, customFields: fields?.after },
  });
  await changed(sql, buyer);
}

/**
 * Sets the last day of service. It may lie before the day the service is charged until: charged
 * days are not refunded here, a credit note does that. Refuses a service outside the scope
 * (NOT_FOUND), a day before its start by field, and an archived one (CONFLICT, ARCHIVED).
 */
export async function endService(sql: ScopedSql, id: string, endDate: string): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  endDateInput(endDate, service.start_date);
  await sql.rows('update service set end_date = $2 where id = $1', [id, endDate]);
  await audit(sql, {
    action: 'end',
    entity: 'service',
    entityId: id,
    partner: { id: buyer.partner_id, path: buyer.partner_path },
    before: { endDate: service.end_date },
    after: { endDate },
  });
  await changed(sql, buyer);
}
