import { bucketDays, isBucket, type Days } from '@backhaul/domain/reports/groupings';
import { maxDate, minDate } from '@backhaul/domain/time/calendar';
import type { ListLinkType } from '../dashboards/index.ts';
import { LabelMatch, type LabelFilter } from '../labels/index.ts';
import type { Asked, AskedField, Grouping } from './asked.ts';
import type { Cell } from './kind.ts';

/** The days of a cell: of its bucket, as far as the report goes. */
export function daysOf({ from, to }: Asked, cell: Cell): Days {
  return cell.reduce<Days>(
    (days, { grouping, key }) => {
      if (!isBucket(grouping) || key === null) return days;
      const bucket = bucketDays(grouping, key);
      return { from: maxDate(days.from, bucket.from), to: minDate(days.to, bucket.to) };
    },
    { from, to },
  );
}

/** A label beside those that the report is narrowed to; null where one filter cannot say both. */
function labelled(asked: LabelFilter | null, label: string): LabelFilter | null {
  if (!asked?.ids.length) return { ids: [label], match: LabelMatch.ANY };
  if (asked.match !== LabelMatch.ALL && (asked.ids.length > 1 || asked.match === LabelMatch.NONE))
    return asked.match === LabelMatch.ANY && asked.ids.includes(label)
      ? { ids: [label], match: LabelMatch.ANY }
      : null;
  return { ids: [...new Set([...asked.ids, label])], match: LabelMatch.ALL };
}

type Filter = Record<string, unknown>;

const FIELDS_OF = {
  customer: 'customerFields',
  service: 'serviceFields',
  tariff: 'tariffFields',
} as const;

/** A custom field of a cell or of the report, as a condition of a list. */
function fieldCondition({ field }: AskedField, key: unknown): Filter {
  if (key === null) return { key: field.key, operator: 'IS_EMPTY' };
  const value = field.type === 'CHOICES' ? key : typed(field.type, key);
  return { key: field.key, operator: field.type === 'CHOICES' ? 'CONTAINS' : 'EQ', value };
}

/** A value of a field as it is stored, of its text. */
function typed(type: string, key: unknown): unknown {
  if (typeof key !== 'string') return key;
  if (type === 'BOOLEAN') return key === 'true';
  return type === 'INTEGER' ? Number(key) : key;
}

/** What a grouping asks of an entry of the ledger; null where its list cannot say it. */
function ofEntry(
  asked: Asked,
  grouping: Extract<Grouping, string>,
  key: string | null,
): Filter | null {
  switch (grouping) {
    case 'partner':
      return { partnerId: key, partnerOnly: true };
    case 'customer':
      return { customerId: key };
    case 'location':
      return key === null ? { without: 'LOCATION' } : { locationId: key, locationOnly: true };
    case 'label': {
      if (key === null) return { without: 'LABEL' };
      const labels = labelled(asked.labels, key);
      return labels && { labels };
    }
    case 'tariff':
      return key === null ? { without: 'SERVICE' } : { tariffId: key };
    case 'tariffKind':
      return key === null ? { without: 'SERVICE' } : { tariffKind: key };
    case 'taxRate':
      return key === null ? { without: 'TAX_RATE' } : ofRate(key);
    case 'method':
      return key === null ? null : { methods: [key] };
    case 'user':
      return key === null ? null : { takenBy: key };
    case 'category':
      return null;
    default:
      return {};
  }
}

/** A rate as a report tells it apart: "15", "0 E". */
function ofRate(key: string): Filter {
  const [taxRate = '', taxCategory = 'S'] = key.split(' ');
  return { taxRate, taxCategory };
}

/** What a report is narrowed to, as its lists say it. */
function common(asked: Asked): Filter {
  const { partner, alone, currency, customerId, locationId, tariffId, labels, fields } = asked;
  const filter: Filter = { partnerId: partner.id, currency };
  if (alone) filter.partnerOnly = true;
  if (customerId) filter.customerId = customerId;
  if (locationId) filter.locationId = locationId;
  if (tariffId) filter.tariffId = tariffId;
  if (labels?.ids.length) filter.labels = labels;
  for (const each of fields) addTo(filter, FIELDS_OF[each.of], fieldCondition(each, each.value));
  return filter;
}

function addTo(filter: Filter, name: string, value: unknown): void {
  filter[name] = [...((filter[name] as unknown[] | undefined) ?? []), value];
}

/**
 * The entries of the ledger that add up to a cell; null where no filter says it. served: those whose days lie in the
 * cell's, whenever they were charged.
 */
export function entriesLink(
  asked: Asked,
  cell: Cell,
  more: { countsIn: readonly string[]; type?: 'DEBIT' | 'CREDIT'; credited?: boolean },
  { served = false } = {},
): ListLinkType | null {
  const filter = common(asked);
  let { countsIn } = more;
  if (more.type) filter.type = more.type;
  if (more.credited !== undefined) filter.credited = more.credited;
  for (const { grouping, key } of cell) {
    if (typeof grouping !== 'string') {
      addTo(filter, FIELDS_OF[grouping.of], fieldCondition(grouping, key));
      continue;
    }
    if (grouping === 'category') {
      countsIn = countsIn.filter((each) => each === key);
      if (!countsIn.length) return null;
      continue;
    }
    const said = ofEntry(asked, grouping, key);
    if (!said) return null;
    const { without, ...rest } = said;
    if (without) addTo(filter, 'without', without);
    Object.assign(filter, rest);
  }
  const { from, to } = daysOf(asked, cell);
  Object.assign(
    filter,
    served ? { servedFrom: from, servedTo: to } : { dateFrom: from, dateTo: to },
  );
  return { list: 'transactions', filter: { ...filter, countsIn } };
}

/** The invoices that add up to a cell; null where no filter says it. */
export function invoicesLink(asked: Asked, cell: Cell, more: Filter): ListLinkType | null {
  const filter = common(asked);
  if (filter.customerFields) return null;
  for (const { grouping, key } of cell) {
    if (typeof grouping !== 'string') return null;
    const said = ofEntry(asked, grouping, key);
    if (!said || said.without) return null;
    Object.assign(filter, said);
  }
  return { list: 'invoices', filter: { ...filter, ...more } };
}

/** The movements of recurring revenue that add up to a cell; null where no filter says it. */
export function movementsLink(
  asked: Asked,
  cell: Cell,
  kinds: readonly string[] | null,
): ListLinkType | null {
  const { partner, currency, customerId, alone, locationId, labels, fields } = asked;
  if (alone || locationId || labels?.ids.length || fields.length) return null;
  const filter: Filter = { partnerId: partner.id, currency, ...daysOf(asked, cell) };
  if (customerId) filter.customerId = customerId;
  for (const { grouping, key } of cell) {
    if (grouping === 'customer') filter.customerId = key;
    else if (!isBucket(grouping)) return null;
  }
  return { list: 'mrrMovements', filter: { ...filter, ...(kinds && { kinds }) } };
}
