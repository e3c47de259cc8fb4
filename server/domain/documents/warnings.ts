import { addMonths } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';

/** What is allowed and seldom meant: whoever sees it decides. */
export type WarningCode =
  | 'FAR_DATE'
  | 'FAR_AHEAD'
  | 'MANY_PERIODS'
  | 'COMPANY_INHERITED'
  | 'COMPANY_INCOMPLETE';

export interface Warning {
  code: WarningCode;
  /** A sentence for people. */
  message: string;
}

const YEAR = 12;

/** A document, payment or run dated over a year before or after the day it is made. Source: billing rules, Dates. */
export function farDate(date: LocalDate, madeOn: LocalDate): Warning[] {
  if (date < addMonths(madeOn, -YEAR))
    return [{ code: 'FAR_DATE', message: `The date ${date} lies more than a year back.` }];
  if (date > addMonths(madeOn, YEAR))
    return [{ code: 'FAR_DATE', message: `The date ${date} lies more than a year ahead.` }];
  return [];
}

/** A run for a date more than one period, a month, after the day it is made. Source: billing rules, Billing runs. */
function farAhead(date: LocalDate, madeOn: LocalDate): Warning[] {
  return date > addMonths(madeOn, 1)
    ? [
        {
          code: 'FAR_AHEAD',
          message: `The billing date ${date} lies more than one period ahead: whatever changes until then is not in these invoices.`,
        },
      ]
    : [];
}

/** What is unusual about the date of a run: ahead is said once, however far. */
export function runDated(date: LocalDate, madeOn: LocalDate): Warning[] {
  const ahead = farAhead(date, madeOn);
  return ahead.length > 0 ? ahead : farDate(date, madeOn);
}

/** How many charges go over many periods; see flagsFor. */
export function manyPeriods(charges: number): Warning[] {
  if (charges === 0) return [];
  return [
    {
      code: 'MANY_PERIODS',
      message:
        charges === 1
          ? 'One charge covers more than three periods at once.'
          : `${charges} charges cover more than three periods at once.`,
    },
  ];
}

/**
 * In whose name the first document of a partner is issued that has no company name of its own.
 * Source: tenancy rules, company details.
 */
export function companyInherited(partner: string, above: string | null): Warning[] {
  if (above === null) return [];
  return [
    {
      code: 'COMPANY_INHERITED',
      message: `This is the first document of ${partner}, which has no company details of its own: it is issued by ${above}, with its address, tax number and bank account. If ${partner} invoices in its own name, set its company details first.`,
    },
  ];
}

/** What the first document of a partner would lack. missing: in words, such as "address". */
export function companyIncomplete(partner: string, missing: readonly string[]): Warning[] {
  if (!missing.length) return [];
  const last = missing.at(-1)!;
  const words = missing.length === 1 ? last : `${missing.slice(0, -1).join(', ')} and ${last}`;
  return [
    {
      code: 'COMPANY_INCOMPLETE',
      message: `This is the first document of ${partner}, and its company details have no ${words}. They are printed on it as they are now.`,
    },
  ];
}
