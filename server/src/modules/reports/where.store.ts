import { LabelMatch } from '../labels/index.ts';
import type { Asked, AskedField } from './asked.ts';
import type { Params } from './params.ts';

/** The rows of a report's place, as a range of the index on the path; what is tested counts at a test partner alone. */
export function placed({ partner, alone }: Asked, p: Params, row: string): string {
  const path = p.add(partner.path, 'text');
  const conditions = [
    `${row}.partner_path >= ${path} and ${row}.partner_path < ${path} || chr(1114111)`,
    `is_test(${row}.partner_path) = is_test(${path})`,
    ...(alone ? [`${row}.partner_id = ${p.add(partner.id, 'uuid')}`] : []),
  ];
  return conditions.join(' and ');
}

/** A custom field that has a value; of CHOICES one of several. */
function hasValue({ field, value }: Asked['fields'][number], row: string, p: Params): string {
  const key = p.add(field.key, 'text');
  if (field.type === 'CHOICES')
    return `${row}.custom_fields -> ${key} @> to_jsonb(${p.add(value, 'text')})`;
  return `${row}.custom_fields -> ${key} = ${p.add(JSON.stringify(value), 'jsonb')}`;
}

/** What is asked of a customer beside the place, as conditions of its row. */
function ofCustomer(asked: Asked, p: Params, row: string): string[] {
  const { labels, locationId } = asked;
  const conditions = ofFields(asked, 'customer').map((each) => hasValue(each, row, p));
  if (locationId)
    conditions.push(`${row}.location_id in (
      with recursive within_it(id) as (
        select ${p.add(locationId, 'uuid')}
        union
        select l.id from location l join within_it w on l.parent_id = w.id)
      select id from within_it)`);
  if (labels?.ids.length) {
    const ids = p.add(labels.ids, 'uuid[]');
    const count = `(select count(distinct x.label_id) from customer_label x
      where x.customer_id = ${row}.id and x.label_id = any (${ids}))`;
    if (labels.match === LabelMatch.NONE) conditions.push(`${count} = 0`);
    else if (labels.match === LabelMatch.ALL) conditions.push(`${count} = cardinality(${ids})`);
    else conditions.push(`${count} > 0`);
  }
  return conditions;
}

const ofFields = ({ fields }: Asked, of: AskedField['of']) =>
  fields.filter((each) => each.of === of);

/** Of whom rows count, as conditions of what has a customer. */
export function ofWhom(asked: Asked, p: Params, row: string): string[] {
  const conditions = ofCustomer(asked, p, 'c');
  const { customerId } = asked;
  return [
    ...(customerId ? [`${row}.customer_id = ${p.add(customerId, 'uuid')}`] : []),
    ...(conditions.length
      ? [
          `${row}.customer_id in (select c.id from customer c
      where ${[placed(asked, p, 'c'), ...conditions].join(' and ')})`,
        ]
      : []),
  ];
}

/** Of which services rows count, as conditions of what has a service. */
export function ofWhat(asked: Asked, p: Params, row: string): string[] {
  const conditions = ofFields(asked, 'service').map((each) => hasValue(each, 's', p));
  const { tariffId } = asked;
  if (tariffId) conditions.push(`s.tariff_id = ${p.add(tariffId, 'uuid')}`);
  const tariff = ofFields(asked, 'tariff').map((each) => hasValue(each, 'w', p));
  if (tariff.length)
    conditions.push(`s.tariff_id in (select w.id from tariff w where ${tariff.join(' and ')})`);
  return conditions.length
    ? [`${row}.service_id in (select s.id from service s where ${conditions.join(' and ')})`]
    : [];
}
