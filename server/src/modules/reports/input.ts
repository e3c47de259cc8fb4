import { isEmptyValue, readValue } from '@backhaul/domain/fields/customFieldValue';
import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import { fieldName, groupingName, type FieldName } from '@backhaul/domain/reports/groupings';
import type { ReportShape } from '@backhaul/domain/reports/kinds';
import { currencyDigits } from '@backhaul/domain/money/money';
import { addMonths, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Context } from '../../kit/context.ts';
import { currencyInput, idInput } from '../../kit/input.ts';
import { badInput, forbidden, notFound } from '../../platform/refusal.ts';
import { fieldMeant } from '../fields/index.ts';
import type { LabelFilter } from '../labels/index.ts';
import { billedPlaces } from '../settings/index.ts';
import type { Asked, AskedField, Grouping } from './asked.ts';
import type { SummedKind } from './kind.ts';
import { reportPartner, seenOf } from './place.store.ts';
import type { ReportInput } from './reports.types.ts';

const GROUPINGS_MAX = 2;
const COLUMNS_MAX = 20;
const FIELDS_MAX = 20;
const LABELS_MAX = 50;
/** By day a report goes so far. */
const YEARS_MAX = 10;
/** By anything else. */
const YEARS_EVER = 100;

const ENTITIES = { customer: 'CUSTOMER', service: 'SERVICE', tariff: 'TARIFF' } as const;
const TYPES = { customer: 'Customer', service: 'Service', tariff: 'Tariff' } as const;

/**
 * A report as it is asked for. Refuses by field what it cannot be grouped by, more than two groupings, a basis that it
 * does not have, days that end before they begin, more than ten years by day; NOT_FOUND what lies outside the scope.
 */
export async function askedFor(ctx: Context, kind: SummedKind, input: ReportInput): Promise<Asked> {
  const basis = basisOf(kind.shape, input);
  const named = {
    customer: idOrNull(input.customerId, 'customerId'),
    location: idOrNull(input.locationId, 'locationId'),
    tariff: idOrNull(input.tariffId, 'tariffId'),
  };
  const currency = input.currency ? currencyInput(input.currency, 'currency') : null;
  const groupBy = groupingsOf(kind.shape, input);
  const columns = columnsOf(input, groupBy);
  const labels = labelsOf(input.labels);
  const partnerId = idOrNull(input.partnerId, 'partnerId') ?? ctx.someone.partnerId;
  const at = await ctx.sql(async (sql) => {
    const partner = await reportPartner(sql, partnerId);
    if (!partner || !(await seenOf(sql, named, labels?.ids ?? []))) return null;
    return { partner, billed: kind.ofBilled ? await billedPlaces(sql, partner) : [] };
  });
  if (!at) throw notFound();
  const { partner, billed } = at;
  const today = ctx.app.clock.today(partner.clock);
  const asking = currency ?? partner.currency;
  return {
    kind: input.kind,
    basis,
    partner,
    billed,
    alone: input.includeDescendants === false,
    currency: asking,
    digits: currencyDigits(asking),
    today,
    ...daysOf(input, kind.shape, today, groupBy),
    groupBy: await Promise.all(
      groupBy.map((each, n) => meant(ctx, each, partner.id, `groupBy.${n}`)),
    ),
    columns: await Promise.all(
      columns.map((each, n) => fieldOf(ctx, each, partner.id, `columns.${n}`)),
    ),
    customerId: named.customer,
    locationId: named.location,
    tariffId: named.tariff,
    labels,
    fields: await fieldsOf(ctx, kind, input.customFields, partner.id),
  };
}

function basisOf({ bases }: ReportShape, { basis }: ReportInput): Asked['basis'] {
  if (!basis) return (bases[0] as Asked['basis'] | undefined) ?? null;
  if (!bases.includes(basis))
    throw badInput({ basis: `of this report is ${bases.join(' or ') || 'not chosen'}` });
  return basis;
}

const idOrNull = (given: string | null | undefined, field: string): string | null =>
  typeof given === 'string' ? idInput(given, field) : null;

function groupingsOf(
  { groupings, fieldsOf: holders, grouped }: ReportShape,
  { groupBy }: ReportInput,
) {
  const asked = groupBy?.length ? groupBy : grouped;
  if (asked.length > GROUPINGS_MAX) throw badInput({ groupBy: `may be ${GROUPINGS_MAX} at most` });
  if (new Set(asked).size < asked.length) throw badInput({ groupBy: 'names the same twice' });
  const found = asked.map((each) => {
    const name = groupingName(each);
    const known =
      name !== null &&
      (typeof name === 'string' ? groupings.includes(name) : holders.includes(name.of));
    if (!known)
      throw badInput({
        groupBy: `cannot be "${each.slice(0, 60)}"; known are ${groupings.join(', ')}`,
      });
    return name;
  });
  if (found.filter((each) => typeof each === 'string' && isTime(each)).length > 1)
    throw badInput({ groupBy: 'may hold one length of time' });
  return found;
}

const TIMES = new Set(['day', 'week', 'month', 'quarter', 'year']);
const isTime = (name: string): boolean => TIMES.has(name);

function columnsOf(
  { columns }: ReportInput,
  groupBy: readonly (string | FieldName)[],
): FieldName[] {
  if (!columns?.length) return [];
  if (columns.length > COLUMNS_MAX) throw badInput({ columns: `may be ${COLUMNS_MAX} at most` });
  return columns.map((each) => {
    const name = fieldName(each);
    if (!name) throw badInput({ columns: `"${each.slice(0, 60)}" is no custom field` });
    if (!groupBy.includes(name.of))
      throw badInput({
        columns: `"${each.slice(0, 60)}" needs rows that are grouped by ${name.of}`,
      });
    return name;
  });
}

function labelsOf(labels: LabelFilter | null | undefined): LabelFilter | null {
  if (!labels) return null;
  if (labels.ids.length > LABELS_MAX)
    throw badInput({ 'labels.ids': `may be ${LABELS_MAX} at most` });
  return { ...labels, ids: [...new Set(labels.ids.map((id) => idInput(id, 'labels.ids')))] };
}

function daysOf(
  input: ReportInput,
  { of }: ReportShape,
  today: LocalDate,
  groupBy: readonly unknown[],
): Pick<Asked, 'from' | 'to'> {
  if (of === 'DAY') {
    const on = input.asOf ?? input.to ?? today;
    return { from: on, to: on };
  }
  const to = input.to ?? input.asOf ?? (input.from && input.from > today ? input.from : today);
  const from = input.from ?? `${to.slice(0, 8)}01`;
  if (from > to) throw badInput({ to: 'lies before from' });
  if (groupBy.includes('day') && addMonths(from, 12 * YEARS_MAX) <= to)
    throw badInput({ from: `may lie ${YEARS_MAX} years before to at most, by day` });
  if (addMonths(from, 12 * YEARS_EVER) <= to)
    throw badInput({ from: `may lie ${YEARS_EVER} years before to at most` });
  return { from, to };
}

async function meant(
  ctx: Context,
  name: Exclude<ReturnType<typeof groupingName>, null>,
  partnerId: string,
  at: string,
): Promise<Grouping> {
  return typeof name === 'string' ? name : fieldOf(ctx, name, partnerId, at);
}

async function fieldOf(
  ctx: Context,
  { of, key }: FieldName,
  partnerId: string,
  at: string,
): Promise<AskedField> {
  if (!ctx.reads(TYPES[of], 'customFields')) throw forbidden();
  const entity: FieldEntity = ENTITIES[of];
  return { of, field: await ctx.read((tx) => fieldMeant(tx, ctx, entity, key, partnerId, at)) };
}

async function fieldsOf(
  ctx: Context,
  kind: SummedKind,
  given: unknown,
  partnerId: string,
): Promise<Asked['fields']> {
  if (given === null || given === undefined) return [];
  if (typeof given !== 'object' || Array.isArray(given))
    throw badInput({ customFields: 'must be an object such as { "customer.region": "North" }' });
  const entries = Object.entries(given);
  if (entries.length > FIELDS_MAX) throw badInput({ customFields: `may be ${FIELDS_MAX} at most` });
  return Promise.all(
    entries.map(async ([name, wanted]: [string, unknown]) => {
      const at = `customFields.${name.slice(0, 80)}`;
      const found = fieldName(`customFields.${name}`);
      if (!found || !kind.shape.fieldsOf.includes(found.of))
        throw badInput({ [at]: 'is no custom field here' });
      const asked = await fieldOf(ctx, found, partnerId, at);
      if (isEmptyValue(wanted)) throw badInput({ [at]: 'is missing' });
      const single =
        asked.field.type === 'CHOICES' ? { ...asked.field, type: 'TEXT' as const } : asked.field;
      const read = readValue({ ...single, ...NO_LIMITS }, wanted);
      if ('problem' in read || read.value === null)
        throw badInput({ [at]: 'problem' in read ? read.problem : 'is missing' });
      return { ...asked, value: read.value };
    }),
  );
}

const NO_LIMITS = {
  options: null,
  min: null,
  max: null,
  minLength: null,
  maxLength: null,
  decimals: null,
};
