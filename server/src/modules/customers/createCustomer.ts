import { addDays } from '@backhaul/domain/time/calendar';
import { billingDayFor, CUSTOMER_BILLING } from '@backhaul/domain/settings/finance';
import { givenSettings, merged } from '../../kit/inheritance.ts';
import { idInput, optionalText, textInput } from '../../kit/input.ts';
import type { Clock } from '../../platform/clock.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { saveAddresses } from '../addresses/index.ts';
import { checkCustomFields, indexCustomFields } from '../fields/index.ts';
import { labelCustomer } from '../labels/index.ts';
import { knownLocation } from '../locations/index.ts';
import { loadFinance } from '../settings/index.ts';
import type { CustomerInput } from './customers.inputs.ts';
import { insertCustomer, sellerOf } from './customers.store.ts';
import {
  loginInput,
  passwordInput,
  reachInput,
  refusingTaken,
  taxIdentityInput,
} from './customers.values.ts';
import { recordStatus } from './status.store.ts';
import { got } from '../../platform/must.ts';

const EARLIEST = '1970-01-01';
const DAYS_AHEAD = 366;

/**
 * Makes a customer of a partner, in its currency. Refuses a partner outside the scope (NOT_FOUND), and by field wrong
 * values, a login or external number that is taken, and a password without anything to sign in with. Returns the id.
 */
export async function createCustomer(
  sql: ScopedSql,
  clock: Clock,
  partnerId: string,
  input: CustomerInput,
): Promise<string> {
  const seller = await sellerOf(sql, partnerId);
  if (!seller) throw notFound();
  const today = clock.today(seller.clock);
  const createdOn = input.createdOn ?? today;
  if (createdOn < EARLIEST || createdOn > addDays(today, DAYS_AHEAD))
    throw badInput({ createdOn: `must lie between ${EARLIEST} and a year from now` });
  const name = textInput(input.name, 'name');
  const externalId = optionalText(input.externalId, 'externalId', 60) ?? null;
  const { contact, addresses } = reachInput(input);
  const {
    kind = 'PERSON',
    taxNumber = null,
    vatId = null,
    registrationNumber = null,
  } = taxIdentityInput(input);
  const location = input.locationId
    ? await knownLocation(sql, seller.path, input.locationId)
    : null;
  const labelIds = input.labelIds?.map((each) => idInput(each, 'labelIds')) ?? [];
  const login = loginInput(input.login) ?? null;
  if (input.password != null && !login && !contact.email)
    throw badInput({ password: 'needs a login or an e-mail address to sign in with' });
  const fields = await checkCustomFields(sql, 'CUSTOMER', seller.path, input.customFields, null);
  const billing = merged(
    {},
    givenSettings(CUSTOMER_BILLING, { ...input.billing }, seller.currency, 'billing.'),
  );
  const settings = got(await loadFinance(sql, [partnerId]), partnerId);
  if (settings.billingDayFromCreation && billing.billingDay === undefined)
    billing.billingDay = billingDayFor(createdOn);
  const passwordHash = input.password != null ? await passwordInput(input.password) : null;
  const status = input.status ?? 'NEW';

  const id = await refusingTaken(sql, login, null, () =>
    insertCustomer(sql, {
      partnerId,
      partnerPath: seller.path,
      externalId,
      name,
      login,
      passwordHash,
      email: contact.email ?? null,
      phone: contact.phone ?? null,
      street: contact.street ?? null,
      city: contact.city ?? null,
      zip: contact.zip ?? null,
      country: contact.country ?? null,
      kind,
      taxNumber,
      vatId,
      registrationNumber,
      locationId: location?.id ?? null,
      status,
      since: today,
      billingType: input.billingType ?? 'RECURRING',
      currency: seller.currency,
      billing,
      customFields: fields.values,
      createdOn,
    }),
  );
  const place = { id, partnerId, partnerPath: seller.path };
  await indexCustomFields(sql, place, fields.changes);
  const others = addresses && (await saveAddresses(sql, place, addresses));
  const labels = labelIds.length ? await labelCustomer(sql, place, labelIds) : null;
  await recordStatus(sql, place, { from: null, to: status, reason: 'created', date: today });
  await audit(sql, {
    action: 'create',
    entity: 'customer',
    entityId: id,
    partner: { id: partnerId, path: seller.path },
    after: {
      name,
      externalId,
      login,
      ...contact,
      kind,
      taxNumber,
      vatId,
      ...(registrationNumber && { registrationNumber }),
      ...(location && { location: location.name }),
      ...(labels && { labels: labels.after }),
      ...(others && { addresses: others.after }),
      status,
      billing,
      customFields: fields.values,
      createdOn,
    },
  });
  await announce(sql, { topic: 'finance', path: seller.path });
  return id;
}
