import type { Asked, Grouping } from './asked.ts';

/** How a grouping is found in SQL. */
export interface Dimension {
  /** Columns of the facts that it is told by, each an expression over `f` by a name of its own. */
  grain: Readonly<Record<string, string>>;
  /** What is joined to the sums by grain, which are `g`. */
  joins: readonly string[];
  /** By what it is told apart, shown and sorted; each text, or null. */
  key: string;
  shown: string;
  order: string;
}

const CUSTOMER = 'left join customer c on c.id = g.customer_id';
const SERVICE = 'left join service s on s.id = g.service_id';
const TARIFF = 'left join tariff w on w.id = s.tariff_id';

const ofCustomer = { customer_id: 'f.customer_id' };
const ofService = { service_id: 'f.service_id' };

/** What stands in a column of the facts as it is. */
const plain = (column: string): Dimension => ({
  grain: { [column]: `f.${column}` },
  joins: [],
  key: `g.${column}`,
  shown: `g.${column}`,
  order: `g.${column}`,
});

/** The day that a bucket begins with; weeks begin on Monday. */
const bucket = (size: string): Dimension => ({
  grain: { bucket: size === 'day' ? 'f.date' : `date_trunc('${size}', f.date)::date` },
  joins: [],
  key: 'g.bucket::text',
  shown: 'g.bucket::text',
  order: 'g.bucket::text',
});

const named = (
  grain: Dimension['grain'],
  joins: readonly string[],
  alias: string,
  order = `${alias}.name`,
): Dimension => ({ grain, joins, key: `${alias}.id::text`, shown: `${alias}.name`, order });

/** A rate: its percent, and why nothing is taken where it says that. */
const RATE = `trim_scale(g.tax_percent)::text || coalesce(' ' || g.tax_category, '')`;

const DIMENSIONS: Readonly<Record<Extract<Grouping, string>, Dimension>> = {
  day: bucket('day'),
  week: bucket('week'),
  month: bucket('month'),
  quarter: bucket('quarter'),
  year: bucket('year'),
  partner: named(
    { partner_id: 'f.partner_id' },
    ['left join partner p on p.id = g.partner_id'],
    'p',
  ),
  location: named(
    ofCustomer,
    [CUSTOMER, 'left join location l on l.id = c.location_id'],
    'l',
    "l.name || ' ' || lpad(l.number::text, 12, '0')",
  ),
  label: named(
    ofCustomer,
    [
      'left join customer_label cl on cl.customer_id = g.customer_id',
      'left join label b on b.id = cl.label_id',
    ],
    'b',
  ),
  customer: {
    ...named(ofCustomer, [CUSTOMER], 'c', "lpad(c.number::text, 12, '0')"),
    shown: "c.number || ' ' || c.name",
  },
  tariff: named(ofService, [SERVICE, TARIFF], 'w'),
  tariffKind: {
    grain: ofService,
    joins: [SERVICE, TARIFF],
    key: 'w.kind',
    shown: 'w.kind',
    order: 'w.kind',
  },
  category: plain('category'),
  method: plain('method'),
  user: named({ by_user: 'f.by_user' }, ['left join app_user u on u.id = g.by_user'], 'u'),
  taxRate: {
    grain: { tax_percent: 'f.tax_percent', tax_category: 'f.tax_category' },
    joins: [],
    key: RATE,
    shown: RATE,
    order: `to_char(g.tax_percent, '0000.000000000000') || ' ' || coalesce(g.tax_category, '')`,
  },
};

const HOLDERS = {
  customer: { grain: ofCustomer, joins: [CUSTOMER], row: 'c' },
  service: { grain: ofService, joins: [SERVICE], row: 's' },
  tariff: { grain: ofService, joins: [SERVICE, TARIFF], row: 'w' },
} as const;

/** How a grouping is found; n tells two of them apart. Keys of fields go into the text as literals, quoted. */
export function dimensionOf(grouping: Grouping, n: number): Dimension {
  if (typeof grouping === 'string') return DIMENSIONS[grouping];
  const { grain, joins, row } = HOLDERS[grouping.of];
  const key = `'${grouping.field.key.replaceAll("'", "''")}'`;
  if (grouping.field.type !== 'CHOICES') {
    const value = `${row}.custom_fields ->> ${key}`;
    return { grain, joins, key: value, shown: value, order: value };
  }
  const options = `left join lateral (
      select e.value from jsonb_array_elements_text(${row}.custom_fields -> ${key}) e(value) offset 0) o${n} on true`;
  const value = `o${n}.value`;
  return { grain, joins: [...joins, options], key: value, shown: value, order: value };
}

/** Whether what an entry is of has to be known line by line. */
export function byLine({ groupBy, tariffId, fields }: Asked): boolean {
  const told = new Set<unknown>(['tariff', 'tariffKind', 'category', 'taxRate']);
  return (
    tariffId !== null ||
    fields.some(({ of }) => of !== 'customer') ||
    groupBy.some((each) => (typeof each === 'string' ? told.has(each) : each.of !== 'customer'))
  );
}
