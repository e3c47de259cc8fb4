import { z } from 'zod';
import { taxKey } from '@backhaul/domain/money/taxTerms';
import type { TaxVersion } from '@backhaul/domain/money/taxRate';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { Refusal } from '../../platform/refusal.ts';
import { insertTaxRate, TaxBasis, TaxCategory, taxedInput } from '../tariffs/index.ts';
import { whyMissing, type Frame, type PartnerPlace } from './frame.ts';
import { namedRatesThere, plainRatesThere } from './taxRates.store.ts';

const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, { error: 'holds a percent that is none' });
/**
 * A rate that a percent does not say whole: a group, exempt, or another from a day on. Its versions
 * stand in the order of their days; owner: the number of the partner that made it, the operator's
 * where it is left out.
 */
export const taxRateCell = z.strictObject({
  name: z.string().min(1).max(100),
  owner: z.number().int().nullish(),
  versions: z
    .array(
      z.strictObject({
        from: z.string().refine(isLocalDate, { error: 'holds a date that is none' }).nullish(),
        percent: percent.optional(),
        parts: z
          .array(z.strictObject({ name: z.string(), percent, basis: z.enum(TaxBasis) }))
          .optional(),
        category: z.enum(TaxCategory).optional(),
        exemptReason: z.string().optional(),
      }),
    )
    .min(1, { error: 'says nothing that is taken' })
    .max(100),
});
type TaxRateCell = z.infer<typeof taxRateCell>;

/** A rate of a file, at the partner whose it is. */
export interface NamedRate {
  owner: PartnerPlace;
  name: string;
  versions: readonly TaxVersion[];
}

/** What a cell says, or why it cannot be. */
export function readRate(frame: Frame, cell: TaxRateCell): NamedRate | string {
  const owner = cell.owner == null ? frame.operator : frame.partners.get(cell.owner);
  if (!owner) return whyMissing(frame, 'partners.csv', 'partner', cell.owner!);
  const days = cell.versions.map(({ from }) => from ?? '');
  if (days.some((day, i) => i > 0 && day <= days[i - 1]))
    return 'holds versions that are not in the order of their days';
  try {
    const versions = cell.versions.map(({ from, percent: taken = '', category, ...more }) => ({
      from: from ?? null,
      ...taxedInput({
        name: cell.name,
        percent: taken,
        category,
        exempt: category === 'E',
        ...more,
      }),
    }));
    return { owner, name: cell.name, versions };
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

const keyOf = ({ owner, name }: NamedRate) => `${owner.id} ${name}`;
const said = (versions: readonly TaxVersion[]) =>
  JSON.stringify(versions.map((each) => [each.from, taxKey(each)]));

/**
 * The rates that a file's rows name, each once, with what is wrong with one: the same name for
 * something else, in the file or at the partner already.
 */
export async function namedRates(
  frame: Frame,
  rows: readonly { rate: NamedRate; fault(reason: string): void }[],
): Promise<{ idOf(rate: NamedRate): Promise<string> }> {
  const there = await namedRatesThere(
    frame.sql,
    rows.map(({ rate }) => rate.owner.id),
  );
  const known = new Map(there.map((rate) => [`${rate.partnerId} ${rate.name}`, rate]));
  const first = new Map<string, string>();
  for (const { rate, fault } of rows) {
    const key = keyOf(rate);
    const other = known.get(key)?.versions ?? null;
    const before = first.get(key) ?? (other && said(other));
    if (before !== null && before !== said(rate.versions))
      fault(`"${rate.name}" is the name of another rate of partner ${rate.owner.number}`);
    first.set(key, before ?? said(rate.versions));
  }
  const ids = new Map(there.map(({ partnerId, name, id }) => [`${partnerId} ${name}`, id]));
  return {
    async idOf(rate) {
      const key = keyOf(rate);
      const id =
        ids.get(key) ??
        (await insertTaxRate(frame.sql, {
          partnerId: rate.owner.id,
          partnerPath: rate.owner.path,
          name: rate.name,
          versions: rate.versions,
        }));
      ids.set(key, id);
      return id;
    },
  };
}

/** "15.50" and "15.5" are one rate. */
export function canonical(given: string): string {
  const [whole, decimals = ''] = given.split('.');
  const kept = decimals.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${kept ? `.${kept}` : ''}`;
}

/** The operator's tax rate of each percent: one that is there, or a new one. */
export async function plainRates(
  frame: Frame,
  percents: readonly string[],
): Promise<Map<string, string>> {
  const { sql, operator } = frame;
  const known = await plainRatesThere(sql, operator.id);
  const rates = new Map(known.map((rate) => [canonical(rate.percent), rate.id]));
  const names = new Set(known.map((rate) => rate.name));
  for (const taken of new Set(percents.map(canonical))) {
    if (rates.has(taken)) continue;
    const wanted = taken === '0' ? 'Zero-rated 0 %' : `VAT ${taken} %`;
    const id = await insertTaxRate(sql, {
      partnerId: operator.id,
      partnerPath: operator.path,
      name: names.has(wanted) ? `${wanted} (moved in)` : wanted,
      versions: [{ from: null, taxPercent: taken }],
    });
    rates.set(taken, id);
  }
  return rates;
}
