import type { Today } from '../../../platform/clock.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import {
  lockedCustomer,
  updateCustomer,
  updateCustomerBilling,
  type CustomerUpdateInput,
} from '../../customers/index.ts';
import { BILLING, CUSTOM } from './fields.ts';
import { heldCustomers, type HeldCustomer } from './held.store.ts';
import { fieldsOf, type ChangeParams } from './params.ts';
import type { Target } from './target.ts';
import type { Held, Value } from './values.ts';

/** Customers changed together: by the rules of the single update. */
export const customersTarget: Target = {
  async read(sql, ids, params) {
    const fields = fieldsOf(params);
    const found = await heldCustomers(sql, ids);
    return found.map((customer): Held => ({
      id: customer.id,
      label: customer.label,
      customerId: customer.id,
      currency: customer.currency,
      values: Object.fromEntries(fields.map((field) => [field, valueOf(customer, field)])),
    }));
  },
  async lock(sql, id) {
    await lockedCustomer(sql, id);
  },
  async write(sql, clock, { id }, values, params) {
    await writeCustomer(sql, clock, id, values, params);
    return {};
  },
  async restore(sql, clock, { id }, values, { params }) {
    await writeCustomer(sql, clock, id, values, params);
  },
};

function valueOf(
  { details, location, labels, billing, customFields }: HeldCustomer,
  field: string,
): Value {
  if (field.startsWith(BILLING)) return plain(billing[field.slice(BILLING.length)]);
  if (field.startsWith(CUSTOM)) return plain(customFields[field.slice(CUSTOM.length)]);
  if (field === 'labelIds')
    return { raw: labels.map(({ id }) => id), shown: labels.map(({ name }) => name) };
  if (field === 'locationId') return { raw: details.locationId, shown: location };
  return plain(details[field]);
}

function plain(raw: unknown): Value {
  return { raw: raw ?? null, shown: raw ?? null };
}

async function writeCustomer(
  sql: ScopedSql,
  clock: Today,
  id: string,
  values: Readonly<Record<string, unknown>>,
  { credentials }: Pick<ChangeParams, 'credentials'>,
): Promise<void> {
  const under = (prefix: string) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([field, value]) =>
        field.startsWith(prefix) ? [[field.slice(prefix.length), value]] : [],
      ),
    );
  const [billing, customFields] = [under(BILLING), under(CUSTOM)];
  const details = Object.fromEntries(
    Object.entries(values).filter(
      ([field]) => !field.startsWith(BILLING) && !field.startsWith(CUSTOM),
    ),
  );
  if (Object.keys(details).length + Object.keys(customFields).length) {
    const input: CustomerUpdateInput = { ...details, customFields };
    await updateCustomer(sql, clock, id, input, credentials);
  }
  if (Object.keys(billing).length) await updateCustomerBilling(sql, id, billing);
}
