import { taxKey, type Taxed } from './taxTerms.ts';
import type { LocalDate } from '../time/calendar.ts';

/** What a rate takes from a day on; null: from ever. */
export interface TaxVersion extends Taxed {
  from: LocalDate | null;
}

/** What is taxed by a rate: as that is lately, and on each day, where that was not always the same. */
export interface TaxOverTime extends Taxed {
  /** In the order of their days; none where there is only one. */
  taxVersions?: readonly TaxVersion[];
}

/** A rate as its versions make it, the latest of them last. */
export function overTime(versions: readonly TaxVersion[]): TaxOverTime {
  const { taxPercent, taxTerms } = versions[versions.length - 1];
  return {
    ...taxed({ taxPercent, taxTerms }),
    ...(versions.length > 1 && { taxVersions: versions }),
  };
}

/** What holds on a day; what began later holds where nothing was before. */
export function taxOn(rate: TaxOverTime, day: LocalDate): Taxed {
  const versions = rate.taxVersions ?? [];
  const holds = versions.findLast(({ from }) => from === null || from <= day) ?? versions[0];
  return taxed(holds ?? rate);
}

/** Another tax from a day on, whatever was planned for later; the days before keep theirs. */
export function taxFrom(
  versions: readonly TaxVersion[],
  from: LocalDate,
  next: Taxed,
): TaxVersion[] {
  const before = versions.filter((each) => each.from === null || each.from < from);
  const last = before.at(-1);
  return last && taxKey(last) === taxKey(next) ? before : [...before, { from, ...taxed(next) }];
}

function taxed({ taxPercent, taxTerms }: Taxed): Taxed {
  return { taxPercent, ...(taxTerms && { taxTerms }) };
}
