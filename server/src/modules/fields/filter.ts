import type { FieldEntity, FieldValue } from '@backhaul/domain/fields/customFields';
import { isEmptyValue, readValue } from '@backhaul/domain/fields/customFieldValue';
import type { Prisma } from '../../generated/prisma/client.ts';
import { isId } from '../../kit/input.ts';
import { badInput, forbidden } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import type { Context } from '../../kit/context.ts';
import { CustomFieldOperator, type CustomFieldFilter } from './customFields.types.ts';
import { toField, type StoredField } from './definition.ts';
import {
  beginningWith,
  OPAQUE_KINDS,
  optionKey,
  ORDERED_KINDS,
  patternAnywhere,
  patternWithin,
  TEXT_KINDS,
  valueKey,
  wholeField,
} from './keys.ts';

const FILTERS_MAX = 20;
const VALUES_MAX = 200;
/** Texts that are longer than their keys may hold what is looked for beyond them. */
const LONG_KINDS: ReadonlySet<string> = new Set(['LONG_TEXT', 'TEXT', 'URL']);

type Values = Prisma.CustomValueWhereInput;
/** Fits every kind of record that has custom fields. */
export interface ByValues {
  customValues: { some?: Values; none?: Values };
}

/**
 * The field that a filter or a sort means by a key: of those on the line of the named partner
 * (without one, the viewer's) and below it. Refuses by `at` a key that is none, and one that
 * siblings below use each for themselves: name the partner then.
 */
export async function fieldMeant(
  tx: ScopedTx,
  ctx: Context,
  entity: FieldEntity,
  key: string,
  partnerId: string | null | undefined,
  at: string,
): Promise<StoredField> {
  if (ctx.scope.kind === 'customer' || ctx.scope.kind === 'nobody') throw forbidden();
  const { path } =
    partnerId && isId(partnerId)
      ? ((await tx.partner.findUnique({
          where: { id: partnerId.toLowerCase() },
          select: { path: true },
        })) ?? { path: '' })
      : ctx.scope;
  const all = (await tx.customField.findMany({ where: { entity, key } })).map(toField);
  const meant =
    path === ''
      ? []
      : all.filter(
          (field) => path.startsWith(field.partnerPath) || field.partnerPath.startsWith(path),
        );
  if (!meant.length) throw badInput({ [at]: `"${key.slice(0, 60)}" is not a custom field here` });
  if (meant.length > 1)
    throw badInput({
      [at]: `several partners use "${key}" each for themselves: name the partner in the filter`,
    });
  return meant[0];
}

/** The conditions of a list's custom field filters; to be joined by AND. Refuses by `<within>.<n>`. */
export async function customFieldsWhere(
  tx: ScopedTx,
  ctx: Context,
  entity: FieldEntity,
  filters: readonly CustomFieldFilter[] | null | undefined,
  partnerId: string | null | undefined,
  within = 'filter.customFields',
): Promise<ByValues[]> {
  if (!filters?.length) return [];
  if (filters.length > FILTERS_MAX) throw badInput({ [within]: `may be ${FILTERS_MAX} at most` });
  const conditions: ByValues[] = [];
  for (const [i, filter] of filters.entries()) {
    const at = `${within}.${i}`;
    const field = await fieldMeant(tx, ctx, entity, filter.key, partnerId, `${at}.key`);
    conditions.push(conditionOf(field, filter.operator, filter.value, at));
  }
  return conditions;
}

function conditionOf(
  field: StoredField,
  operator: CustomFieldOperator,
  given: unknown,
  at: string,
): ByValues {
  const text = TEXT_KINDS.has(field.type);
  const value = () => valueInput(field, given, `${at}.value`);
  const refuse = () =>
    badInput({ [`${at}.operator`]: `${operator} has no meaning for ${field.type}` });
  switch (operator) {
    case CustomFieldOperator.IS_SET:
      return { customValues: { some: { key: wholeField(field) } } };
    case CustomFieldOperator.IS_EMPTY:
      return { customValues: { none: { key: wholeField(field) } } };
    default:
      if (OPAQUE_KINDS.has(field.type)) throw refuse();
  }
  switch (operator) {
    case CustomFieldOperator.EQ:
      return { customValues: { some: { key: valueKey(field, value()) } } };
    case CustomFieldOperator.NE:
      return { customValues: { none: { key: valueKey(field, value()) } } };
    case CustomFieldOperator.IN:
      return {
        customValues: {
          some: {
            key: {
              in: listInput(given, `${at}.value`).map((each) =>
                valueKey(field, valueInput(field, each, `${at}.value`)),
              ),
            },
          },
        },
      };
    case CustomFieldOperator.CONTAINS:
      if (field.type === 'CHOICES')
        return {
          customValues: { some: { key: optionKey(field, textInput(given, `${at}.value`)) } },
        };
      if (!text) throw refuse();
      return { customValues: { some: containing(field, textInput(given, `${at}.value`)) } };
    case CustomFieldOperator.STARTS_WITH: {
      if (!text) throw refuse();
      const range = beginningWith(field, textInput(given, `${at}.value`));
      if (!range)
        throw badInput({ [`${at}.value`]: 'is longer than the beginnings that can be looked for' });
      return { customValues: { some: { key: range } } };
    }
    default: {
      if (!ORDERED_KINDS.has(field.type)) throw refuse();
      const whole = wholeField(field);
      const key = valueKey(field, value());
      const ranges = {
        LT: { gte: whole.gte, lt: key },
        LTE: { gte: whole.gte, lte: key },
        GT: { gt: key, lt: whole.lt },
        GTE: { gte: key, lt: whole.lt },
      };
      return { customValues: { some: { key: ranges[operator] } } };
    }
  }
}

/**
 * Goes through one field's part of the index, and nothing else: no more than one entry per record.
 * `startsWith` and `contains` become LIKE as they are, so that a pattern behind the field's number
 * is one of them.
 */
function containing(field: StoredField, text: string): Values {
  const inKey: Values = {
    AND: [{ key: wholeField(field) }, { key: { startsWith: patternWithin(field, text) } }],
  };
  if (!LONG_KINDS.has(field.type) || (field.maxLength ?? Infinity) <= 200) return inKey;
  return {
    OR: [inKey, { key: wholeField(field), body: { contains: patternAnywhere(field.type, text) } }],
  };
}

function textInput(given: unknown, at: string): string {
  if (typeof given !== 'string' || given.trim() === '') throw badInput({ [at]: 'must be a text' });
  if (given.includes('\u0000') || given.length > 1000)
    throw badInput({ [at]: 'is not a text that can be looked for' });
  return given.trim();
}

function listInput(given: unknown, at: string): unknown[] {
  if (!Array.isArray(given)) throw badInput({ [at]: 'must be a list of values' });
  if (given.length > VALUES_MAX) throw badInput({ [at]: `may be ${VALUES_MAX} values at most` });
  return given;
}

/** A value to compare with: of the field's type, whatever its limits and options are. */
function valueInput(field: StoredField, given: unknown, at: string): FieldValue {
  if (isEmptyValue(given))
    throw badInput({ [at]: 'is missing; records without a value are found by IS_EMPTY' });
  const read = readValue(
    {
      ...field,
      options: null,
      min: null,
      max: null,
      minLength: null,
      maxLength: null,
      decimals: null,
    },
    given,
  );
  if ('problem' in read) throw badInput({ [at]: read.problem });
  if (read.value === null) throw badInput({ [at]: 'is missing' });
  return read.value;
}
