import { BUCKETS, MARKS, type Bucket, type FieldHolder, type Mark } from './groupings.ts';

/** What a kind of report may be asked for; the server and the back office go by the same. */
export interface ReportShape {
  /** Which amounts it holds; the first is meant where none is said. Empty: there is one way only. */
  bases: readonly string[];
  groupings: readonly (Bucket | Mark)[];
  /** Whose custom fields it is grouped and narrowed by. */
  fieldsOf: readonly FieldHolder[];
  /** What it is grouped by where nothing is said. */
  grouped: readonly string[];
  /** Of days, or of what stands at the end of one. */
  of: 'DAYS' | 'DAY';
}

const PLACES = ['partner', 'location', 'label'] as const;

export const REPORTS = {
  REVENUE: {
    bases: ['BILLED', 'EARNED'],
    groupings: [...BUCKETS, ...MARKS.filter((each) => each !== 'method' && each !== 'user')],
    fieldsOf: ['customer', 'service', 'tariff'],
    grouped: ['month'],
    of: 'DAYS',
  },
  CHURN: {
    bases: [],
    groupings: [...BUCKETS, ...PLACES, 'customer'],
    fieldsOf: ['customer'],
    grouped: ['month'],
    of: 'DAYS',
  },
  COHORTS: {
    bases: [],
    groupings: ['month', 'quarter', 'year', ...PLACES],
    fieldsOf: ['customer'],
    grouped: ['month'],
    of: 'DAYS',
  },
  PAYMENTS: {
    bases: [],
    groupings: [...BUCKETS, ...PLACES, 'customer', 'method', 'user'],
    fieldsOf: ['customer'],
    grouped: ['month', 'method'],
    of: 'DAYS',
  },
  TAX: {
    bases: ['ISSUED', 'PAID'],
    groupings: [...BUCKETS, ...PLACES, 'customer', 'taxRate'],
    fieldsOf: ['customer'],
    grouped: ['taxRate'],
    of: 'DAYS',
  },
  AGEING: {
    bases: [],
    groupings: [...PLACES, 'customer'],
    fieldsOf: ['customer'],
    grouped: ['customer'],
    of: 'DAY',
  },
} as const satisfies Record<string, ReportShape>;
