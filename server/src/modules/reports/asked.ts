import { isBucket, type Bucket, type Mark } from '@backhaul/domain/reports/groupings';
import type { FieldValue } from '@backhaul/domain/fields/customFields';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { StoredField } from '../fields/index.ts';
import type { LabelFilter } from '../labels/index.ts';
import type { SignedPlace } from '../settings/index.ts';
import type { ReportPartner } from './place.store.ts';
import type { ReportBasis, ReportKind } from './reports.types.ts';

/** A custom field of what is reported on, as the definition that is meant. */
export interface AskedField {
  of: 'customer' | 'service' | 'tariff';
  field: StoredField;
}

/** What a report is grouped by. */
export type Grouping = Bucket | Mark | AskedField;

/** A report as it is asked for, checked. */
export interface Asked {
  kind: ReportKind;
  basis: ReportBasis | null;
  partner: ReportPartner;
  /** Where customers are billed who do not say it themselves. */
  billed: readonly SignedPlace[];
  /** Without the partners below. */
  alone: boolean;
  currency: string;
  digits: number;
  from: LocalDate;
  to: LocalDate;
  /** The day that it is at the partner. */
  today: LocalDate;
  groupBy: Grouping[];
  columns: AskedField[];
  customerId: string | null;
  locationId: string | null;
  tariffId: string | null;
  labels: LabelFilter | null;
  fields: (AskedField & { value: FieldValue })[];
}

/** The name of a grouping or of a field, as the API has it. */
export function nameOf(grouping: Grouping): string {
  return typeof grouping === 'string'
    ? grouping
    : `customFields.${grouping.of}.${grouping.field.key}`;
}

const LABELS: Readonly<Record<Bucket | Mark, string>> = {
  day: 'Day',
  week: 'Week from',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
  partner: 'Partner',
  location: 'Location',
  label: 'Label',
  tariff: 'Tariff',
  tariffKind: 'Kind of tariff',
  category: 'Category',
  customer: 'Customer',
  taxRate: 'Tax rate',
  method: 'Method',
  user: 'User',
};

export const labelOf = (grouping: Grouping): string =>
  typeof grouping === 'string' ? LABELS[grouping] : grouping.field.label;

/** The length of time that it is grouped by, if it is. */
export const bucketOf = ({ groupBy }: Asked): Bucket | undefined => groupBy.find(isBucket);

/** Whether a record counts in several groups: one with several labels, or several options of a field. */
export const countsInSeveral = (grouping: Grouping): boolean =>
  grouping === 'label' || (typeof grouping !== 'string' && grouping.field.type === 'CHOICES');
