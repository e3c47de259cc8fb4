import { mergeFields } from '@backhaul/domain/fields/customFieldMerge';
import { parseCell } from '@backhaul/domain/fields/customFieldText';
import { FIELD_TARGET } from '@backhaul/domain/imports/targets';
import type { App } from '../../../kit/app.ts';
import { lineOf } from '../../../tenancy/scope.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { updateCustomer, updateCustomerBilling } from '../../customers/index.ts';
import { fieldsOf, type StoredField } from '../../fields/index.ts';
import { customerRow } from '../rows.ts';
import type { TableRecord } from '../table.ts';
import type { Job } from './jobs.store.ts';
import type { RowInTable } from './mapped.ts';
import { customersBy, customersNow, loginsTaken, type CustomerNow } from './updates.store.ts';

/** Columns that an update changes, by what the customer calls them. */
const DETAILS = {
  name: 'name',
  email: 'email',
  login: 'login',
  phone: 'phone',
  street: 'street',
  city: 'city',
  zip: 'zip',
  country: 'country',
  kind: 'kind',
  tax_number: 'taxNumber',
  vat_id: 'vatId',
} as const;
const BILLING = {
  billing_enabled: 'billingEnabled',
  payment_period: 'paymentPeriod',
  prepaid_months: 'prepaidMonths',
  billing_day: 'billingDay',
  payment_due_days: 'paymentDueDays',
} as const;
/** What finds the record stays as it is. */
const FINDS = new Set(['customer', 'number']);

export interface RowUpdate {
  id: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

export interface Updates {
  /** Records of rows that are there already, or cannot be told apart. */
  changing: ReadonlySet<TableRecord>;
  of(row: RowInTable): RowUpdate | undefined;
  write(): Promise<void>;
}

/** What rows change of customers that are there, found as the job says; an empty cell leaves a value, or clears it. */
export async function planUpdates(
  app: App,
  sql: ScopedSql,
  job: Job,
  rows: readonly RowInTable[],
): Promise<Updates> {
  const by = job.matchBy ?? 'customer';
  const keyed = rows.filter(({ record }) => !record.faults.length);
  // numbers of an old system are compared to the letter
  const keyOf = ({ values }: RowInTable) => {
    const key = values.get(by)?.trim() ?? '';
    return by === 'customer' ? key : key.toLowerCase();
  };
  const there = await customersBy(sql, by, [...new Set(keyed.map(keyOf).filter(Boolean))]);
  const found = new Map<string, CustomerNow[]>();
  for (const customer of there)
    found.set(customer.key, [...(found.get(customer.key) ?? []), customer]);
  const changing = new Set<TableRecord>();
  const updates = new Map<TableRecord, RowUpdate>();
  const fields = await fieldsOf(sql, 'CUSTOMER');
  const seen = new Map<string, number>();
  for (const row of keyed) {
    const { record } = row;
    const refuse = (reason: string) => record.faults.push({ column: by, reason });
    const meant = found.get(keyOf(row)) ?? [];
    if (meant.length > 1) refuse(`${keyOf(row)} is that of ${meant.length} customers`);
    else if (!meant.length) {
      if (job.mode === 'UPDATE')
        refuse(keyOf(row) ? `there is no customer with ${keyOf(row)}` : 'is missing');
      continue;
    } else {
      const [customer] = meant;
      const first = seen.get(customer.id);
      if (first !== undefined) refuse(`the customer is that of line ${first} already`);
      seen.set(customer.id, record.line);
      updates.set(record, { id: customer.id, ...changesOf(job, row, customer, fields) });
    }
    changing.add(record);
  }
  await refuseLogins(sql, updates);
  return {
    changing,
    of: ({ record }) => (record.faults.length ? undefined : updates.get(record)),
    async write() {
      const written = [...updates].filter(
        ([record, { after }]) => !record.faults.length && Object.keys(after).length,
      );
      for (const [, { id, after }] of written) await writeUpdate(app, sql, id, after);
      if (!written.length) return;
      // what is stored may be written otherwise than the file has it: that is what an undo finds again
      const now = await customersNow(
        sql,
        written.map(([, { id }]) => id),
      );
      for (const [, update] of written)
        update.after = valuesNow(Object.keys(update.after), now.get(update.id), update.after);
    },
  };
}

/** What a customer holds where an update changed it, by the names that the update has for it. */
export function valuesNow(
  names: readonly string[],
  now: CustomerNow | undefined,
  like: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (!now) return {};
  const valueOf = (name: string): unknown => {
    if (name.startsWith('billing.')) return now.billing[name.slice('billing.'.length)] ?? null;
    if (name !== 'customFields') return now[name as keyof CustomerNow];
    const keys = Object.keys(like.customFields as object);
    return Object.fromEntries(keys.map((key) => [key, now.customFields[key] ?? null]));
  };
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}

function changesOf(
  job: Job,
  { record, values }: RowInTable,
  now: CustomerNow,
  fields: readonly StoredField[],
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const mapped = new Set([
    ...Object.keys(job.constants),
    ...job.columns.flatMap(({ target }) => target ?? []),
  ]);
  const take = (target: string, name: string, was: unknown) => {
    if (!values.has(target) || !mapped.has(target)) return;
    const parsed = customerRow.shape[target as keyof typeof DETAILS].safeParse(values.get(target));
    if (!parsed.success) {
      if (values.get(target) !== '' || job.clearEmpty)
        record.faults.push({ column: target, reason: parsed.error.issues[0].message });
      return;
    }
    if ((parsed.data === null && !job.clearEmpty) || parsed.data === was) return;
    before[name] = was;
    after[name] = parsed.data;
  };
  for (const [target, name] of Object.entries(DETAILS)) take(target, name, now[name]);
  for (const [target, name] of Object.entries(BILLING))
    take(target, `billing.${name}`, now.billing[name] ?? null);
  for (const target of mapped)
    if (
      !FINDS.has(target) &&
      !target.startsWith(FIELD_TARGET) &&
      !Object.hasOwn(DETAILS, target) &&
      !Object.hasOwn(BILLING, target) &&
      values.get(target)
    )
      record.warnings.push({
        column: target,
        reason: 'is left as it is: an update does not change it',
      });
  const { changed, was } = fieldChanges(job, { record, values }, now, fields);
  if (Object.keys(changed).length) {
    before.customFields = was;
    after.customFields = changed;
  }
  return { before, after };
}

function fieldChanges(
  job: Job,
  { record, values }: Pick<RowInTable, 'record' | 'values'>,
  now: CustomerNow,
  all: readonly StoredField[],
): { changed: Record<string, unknown>; was: Record<string, unknown> } {
  const line = new Set(lineOf(now.partnerPath));
  const fields = all.filter(({ partnerPath }) => line.has(partnerPath));
  const given: Record<string, unknown> = {};
  for (const [target, text] of values) {
    if (!target.startsWith(FIELD_TARGET) || (text.trim() === '' && !job.clearEmpty)) continue;
    const key = target.slice(FIELD_TARGET.length);
    const field = fields.find((each) => each.key === key);
    given[key] = text.trim() === '' ? null : field ? parseCell(field, text) : text;
  }
  const { changes, problems } = mergeFields(fields, given, now.customFields);
  for (const [name, problem] of Object.entries(problems))
    record.faults.push({ column: name.replace('customFields.', FIELD_TARGET), reason: problem });
  const named = changes.filter(({ definition }) => Object.hasOwn(given, definition.key));
  return {
    changed: Object.fromEntries(named.map(({ definition, after }) => [definition.key, after])),
    was: Object.fromEntries(
      named.map(({ definition }) => [definition.key, now.customFields[definition.key] ?? null]),
    ),
  };
}

async function refuseLogins(
  sql: ScopedSql,
  updates: ReadonlyMap<TableRecord, RowUpdate>,
): Promise<void> {
  const wanted = [...updates].flatMap(([record, { id, after }]) =>
    typeof after.login === 'string' ? [{ record, id, login: after.login }] : [],
  );
  const taken = await loginsTaken(
    sql,
    wanted.map(({ login }) => login.toLowerCase()),
  );
  const lines = new Map<string, number>();
  for (const { record, id, login } of wanted) {
    const key = login.toLowerCase();
    const holder = taken.get(key);
    const line = lines.get(key);
    if (holder !== undefined && holder !== id)
      record.faults.push({
        column: 'login',
        reason: `${login} is the login of another customer already`,
      });
    else if (line !== undefined)
      record.faults.push({ column: 'login', reason: `${login} is given already on line ${line}` });
    else lines.set(key, record.line);
  }
}

/** Changes a customer as its page does; only an administrator changes how it signs in there, and an import is one's. */
export async function writeUpdate(
  app: App,
  sql: ScopedSql,
  id: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const billing = Object.entries(changes).filter(([name]) => name.startsWith('billing.'));
  const details = Object.entries(changes).filter(([name]) => !name.startsWith('billing.'));
  if (details.length) await updateCustomer(sql, app.clock, id, Object.fromEntries(details), true);
  if (billing.length)
    await updateCustomerBilling(
      sql,
      id,
      Object.fromEntries(billing.map(([name, value]) => [name.slice('billing.'.length), value])),
    );
}
