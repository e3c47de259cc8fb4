import type { Today } from '../../platform/clock.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lockedCustomer, type LockedCustomer } from '../customers/index.ts';
import { writeCustomFields } from '../fields/index.ts';
import { changed, lockedService } from './lockedService.ts';
import { newPrices } from './prices.service.ts';
import {
  descriptionInput,
  discountsInput,
  endDateInput,
  priceInput,
  quantityInput,
  refuseTooMuch,
  setupFeeInput,
  startDateInput,
} from './services.input.ts';
import {
  insertService,
  offerOf,
  setTerms,
  type ChangedTerms,
  type Offer,
} from './services.store.ts';
import type { ServiceInput, ServiceUpdateInput } from './services.types.ts';

/** A tariff that a customer can be sold. Refuses NOT_FOUND, and by field what is not sold to it. */
export async function offerFor(
  sql: ScopedSql,
  tariffId: string,
  buyer: LockedCustomer,
): Promise<Offer> {
  const offer = await offerOf(sql, tariffId, buyer.partnerId);
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
  clock: Today,
  customerId: string,
  tariffId: string,
  input: ServiceInput,
): Promise<string> {
  const { id, buyer, sold } = await sellService(sql, clock, customerId, tariffId, input);
  const partner = { id: buyer.partnerId, path: buyer.partnerPath };
  const fields = await writeCustomFields(
    sql,
    'SERVICE',
    { id, partnerId: partner.id, partnerPath: partner.path },
    input.customFields,
    null,
  );
  const { pauses: _pauses, ...terms } = sold;
  await audit(sql, {
    action: 'create',
    entity: 'service',
    entityId: id,
    partner,
    after: { customerId, ...terms, customFields: fields?.after },
  });
  if (sold.endDate !== null) sql.happened('serviceEndMoved', { customerId, serviceId: id });
  await changed(sql, buyer);
  return id;
}

/**
 * The sale itself, without what is said of it: its custom fields, its place in the audit, what
 * follows. For createService, and for who takes it back to see what it would charge. Refuses as
 * createService does.
 */
export async function sellService(
  sql: ScopedSql,
  clock: Today,
  customerId: string,
  tariffId: string,
  input: ServiceInput,
): Promise<{ id: string; buyer: LockedCustomer; sold: Parameters<typeof insertService>[2] }> {
  const buyer = await lockedCustomer(sql, customerId);
  const offer = await offerFor(sql, tariffId, buyer);
  const startDate = startDateInput(input.startDate, clock.today(buyer.clock));
  // nothing is billed while the customer is inactive, whenever the service was added
  const since =
    buyer.inactiveSince && buyer.inactiveSince > startDate ? buyer.inactiveSince : startDate;
  const sold = {
    tariffId,
    description: input.description?.trim() ? descriptionInput(input.description) : offer.name,
    startDate,
    endDate: input.endDate ? endDateInput(input.endDate, startDate) : null,
    quantity: quantityInput(input.quantity ?? '1'),
    unitPrice: input.unitPrice != null ? priceInput(input.unitPrice, 'unitPrice') : null,
    setupFee: input.setupFee != null ? setupFeeInput(input.setupFee, buyer.currency) : null,
    discounts: discountsInput(input.discounts ?? [], buyer.currency),
    activationFee: offer.activationFee,
    minimumMonths: offer.minimumMonths,
    cancellationFee: offer.cancellationFee,
    pauses: buyer.status === 'INACTIVE' ? [{ from: since, until: null }] : [],
  };
  const field = input.unitPrice == null ? 'quantity' : 'unitPrice';
  refuseTooMuch(sold.quantity, [sold.unitPrice], offer, field);
  return { id: await insertService(sql, buyer, sold), buyer, sold };
}

/**
 * Changes the terms of a service; a price (null follows the tariff again) and discounts, which
 * replace all present ones, from a day: see newPrices. Charged days stay as they were charged. Refuses a service
 * outside the scope (NOT_FOUND), wrong values by field, and an archived one (CONFLICT, ARCHIVED).
 */
export async function updateService(
  sql: ScopedSql,
  clock: Today,
  id: string,
  input: ServiceUpdateInput,
): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  const before: ChangedTerms = {
    quantity: service.quantity,
    unitPrice: service.prices.price,
    earlierPrices: service.prices.earlier,
    description: service.description,
    discounts: service.discounts,
  };
  const after: ChangedTerms = {
    quantity: input.quantity != null ? quantityInput(input.quantity) : before.quantity,
    description:
      input.description != null ? descriptionInput(input.description) : before.description,
    ...newPrices(service, buyer, clock.today(buyer.clock), input),
  };
  if (input.quantity != null || input.unitPrice !== undefined)
    await checkAmounts(sql, service.tariffId, buyer, after, input);
  await setTerms(sql, id, after);
  const fields = await writeCustomFields(
    sql,
    'SERVICE',
    { id, partnerId: buyer.partnerId, partnerPath: buyer.partnerPath },
    input.customFields,
    service.customFields,
  );
  await audit(sql, {
    action: 'update',
    entity: 'service',
    entityId: id,
    partner: { id: buyer.partnerId, path: buyer.partnerPath },
    before: { ...before, customFields: fields?.before },
    after: { ...after, customFields: fields?.after },
  });
  await changed(sql, buyer);
}

/** Refuses by field a quantity whose amount no line holds at a price that the service has, had or is to have. */
async function checkAmounts(
  sql: ScopedSql,
  tariffId: string,
  buyer: LockedCustomer,
  { quantity, unitPrice, earlierPrices }: ChangedTerms,
  input: ServiceUpdateInput,
): Promise<void> {
  const offer = await offerOf(sql, tariffId, buyer.partnerId);
  refuseTooMuch(
    quantity,
    [unitPrice, ...earlierPrices.map(({ price }) => price)],
    offer ?? { currency: buyer.currency, prices: [] },
    input.unitPrice === undefined ? 'quantity' : 'unitPrice',
  );
}
