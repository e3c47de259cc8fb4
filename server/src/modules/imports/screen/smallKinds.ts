import { z } from 'zod';
import { parseCell } from '@backhaul/domain/fields/customFieldText';
import { parseMinor, currencyDigits } from '@backhaul/domain/money/money';
import { badInput } from '../../../platform/refusal.ts';
import { audit } from '../../../tenancy/audit.ts';
import { fieldsOf } from '../../fields/index.ts';
import { createLabel } from '../../labels/index.ts';
import { auditPlace, lockAccount, post } from '../../ledger/index.ts';
import { createLocation, LocationKind } from '../../locations/index.ts';
import {
  choice,
  decimal,
  optionalDate,
  optionalDecimal,
  optionalText,
  optionalWhole,
  text,
} from '../columns.ts';
import { learnCustomers } from '../customers.import.ts';
import { customerMeant } from '../frame.ts';
import { locationNamed, openedBefore } from './smallKinds.store.ts';
import { planTried } from './tried.ts';

const labelRow = z.object({ name: text(60), colour: text(20) });

/** Labels, for the partner that imports. */
export const planLabels = planTried(labelRow, ({ sql, operator }, { value }) =>
  createLabel(sql, operator.id, value),
);

const locationRow = z.object({
  name: text(100),
  kind: choice('AREA', 'SITE'),
  parent: optionalText(100),
  address: optionalText(300),
  lat: optionalDecimal({ decimals: 12, min: -90, max: 90 }),
  lon: optionalDecimal({ decimals: 12, min: -180, max: 180 }),
});

/** Locations, for the partner that imports; what one lies in is found by its name, of the same file too. */
export const planLocations = planTried(
  locationRow,
  async ({ sql, operator }, { value, fields }) => {
    const parentId =
      value.parent === null ? null : await locationNamed(sql, operator.id, value.parent);
    if (parentId === undefined) throw badInput({ parent: `there is no location ${value.parent}` });
    const definitions = new Map(
      fields.length ? (await fieldsOf(sql, 'LOCATION')).map((field) => [field.key, field]) : [],
    );
    const customFields = Object.fromEntries(
      fields
        .filter(([, cell]) => cell.trim() !== '')
        .map(([key, cell]) => {
          const field = definitions.get(key);
          return [key, field ? parseCell(field, cell) : cell];
        }),
    );
    return createLocation(sql, operator.id, {
      ...value,
      kind: LocationKind[value.kind],
      parentId,
      lat: value.lat === null ? null : Number(value.lat),
      lon: value.lon === null ? null : Number(value.lon),
      ...(Object.keys(customFields).length && { customFields }),
    });
  },
  { parentId: 'parent' },
);

const balanceRow = z.object({
  customer: optionalText(60),
  customer_number: optionalWhole(1, 999_999_999),
  partner: optionalWhole(1, 999_999),
  balance: decimal({}),
  date: optionalDate,
});

/** What customers bring along, each once: a debt, or money that pays invoices by itself. */
export const planBalances = planTried(balanceRow, async (frame, { value }) => {
  const { sql, operator } = frame;
  await learnCustomers(frame, [
    {
      externalId: value.customer,
      number: value.customer === null ? value.customer_number : null,
    },
  ]);
  const problems: Record<string, string> = {};
  const customer = customerMeant(frame, value, (column, reason) => {
    problems[column] = reason;
  });
  if (!customer) throw badInput(problems);
  if (await openedBefore(sql, customer.id))
    throw badInput({ customer: 'has an opening balance already' });
  const amount = minorOf(value.balance, customer.currency);
  const account = await lockAccount(sql, customer.id);
  const type = amount < 0n ? 'DEBIT' : 'CREDIT';
  const amountMinor = amount < 0n ? -amount : amount;
  const [id] = await post(sql, account, [
    {
      type,
      amountMinor,
      category: 'Correction',
      description: 'Opening balance',
      date: value.date ?? frame.today(operator.clock),
      settles: type === 'CREDIT',
    },
  ]);
  await audit(sql, {
    action: 'create',
    entity: 'transaction',
    entityId: id,
    partner: auditPlace(account),
    after: { type, amountMinor, description: 'Opening balance', customerId: account.id },
  });
  return id;
});

function minorOf(balance: string, currency: string): bigint {
  try {
    return parseMinor(balance, currencyDigits(currency));
  } catch {
    throw badInput({ balance: `"${balance}" has more decimals than ${currency}` });
  }
}
