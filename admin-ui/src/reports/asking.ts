import { isBucket, groupingName } from '@backhaul/domain/reports/groupings';
import { REPORTS, type ReportShape } from '@backhaul/domain/reports/kinds';
import { addDays, addMonths, isLocalDate } from '@backhaul/domain/time/calendar';
import type { ReportInput } from './api.ts';
import { KINDS } from './words.ts';

export const shapeOf = (kind: ReportInput['kind']): ReportShape => REPORTS[kind];

/** The days that are asked for most. */
export function periods(today: string): { key: string; name: string; from: string; to: string }[] {
  const month = `${today.slice(0, 8)}01`;
  const year = `${today.slice(0, 5)}01-01`;
  return [
    { key: 'month', name: 'This month', from: month, to: today },
    { key: 'last-month', name: 'Last month', from: addMonths(month, -1), to: addDays(month, -1) },
    { key: 'year', name: 'This year', from: year, to: today },
    { key: 'last-year', name: 'Last year', from: addMonths(year, -12), to: addDays(year, -1) },
    { key: 'twelve', name: 'Last 12 months', from: addMonths(month, -11), to: today },
  ];
}

/** What a report begins with: a year of it. */
export function beginningOf(kind: ReportInput['kind'], today: string): ReportInput {
  return {
    kind,
    groupBy: [...shapeOf(kind).grouped],
    from: addMonths(`${today.slice(0, 8)}01`, -11),
    to: today,
  };
}

/** The report that an address asks for; another than there is begins anew. */
export function askedIn(text: string | null, today: string): ReportInput {
  try {
    const given: unknown = JSON.parse(text ?? '');
    if (typeof given === 'object' && given !== null && 'kind' in given) {
      const { kind } = given;
      if (typeof kind === 'string' && kind in KINDS) return given as ReportInput;
    }
  } catch {
    // an address that somebody shortened
  }
  return beginningOf('REVENUE', today);
}

export const isTime = (grouping: string): boolean => isBucket(groupingName(grouping));

/** Of another kind: what the other report has too stays as it is. */
export function withKind(input: ReportInput, kind: ReportInput['kind']): ReportInput {
  const { groupings, grouped, fieldsOf } = shapeOf(kind);
  const kept = (input.groupBy ?? []).filter((each) => {
    const name = groupingName(each);
    return (
      name !== null &&
      (typeof name === 'string' ? groupings.includes(name) : fieldsOf.includes(name.of))
    );
  });
  const { basis: _basis, columns: _columns, ...rest } = input;
  return { ...rest, kind, groupBy: kept.length ? kept : [...grouped] };
}

export const isDay = (text: string): boolean => isLocalDate(text);
