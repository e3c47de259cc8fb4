import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** The kinds of record that can be had as a file, by the names of their files. */
export type ExportName = 'partners' | 'tariffs' | 'customers' | 'services' | 'items';

/** A record by the columns of the import, with its partner's path and its custom fields. */
export interface ExportRow {
  id: string;
  path: string;
  fields: FieldValues;
  [column: string]: unknown;
}

const yesNo = (column: string) => `case ${column} when true then 'yes' when false then 'no' end`;

/** The records after the id $1, $2 of them at most. */
const RECORDS: Readonly<Record<ExportName, string>> = {
  partners: `select
    p.id, p.path, p.custom_fields fields,
    p.number, a.number parent, p.name, p.currency, p.time_zone,
    nullif(f."values", '{}')::text settings
  from partner p
  left join partner a on a.id = p.parent_id
  left join finance_setting f on f.partner_id = p.id
  where p.id > $1 and is_test(p.path) = is_test(scope_path())
  order by p.id
  limit $2`,
  tariffs: `select
    t.id, t.partner_path path, t.custom_fields fields,
    coalesce(t.code, t.id::text) code, t.name, t.kind,
    trim_scale(t.price)::text price, case when r.terms is null and r.earlier = '[]' then trim_scale(r.percent)::text end tax_percent,
    ${yesNo('t.tax_included')} tax_included, t.currency,
    (
      select string_agg(p.number::text, '|' order by p.number)
      from tariff_partner o
      join partner p on p.id = o.partner_id
      where o.tariff_id = t.id and is_test(p.path) = is_test(scope_path())
    ) partners,
    w.number owner,
    trim_scale(t.setup_fee)::text setup_fee,
    case when t.archived_at is not null then 'yes' else 'no' end archived,
    nullif(t.earlier_prices, '[]')::text earlier_prices,
    (
      select jsonb_agg(
        jsonb_build_object('code', coalesce(b.code, b.id::text), 'owner', o.number)
        order by part.place)::text
      from unnest(t.bundle) with ordinality part(id, place)
      join tariff b on b.id = part.id
      left join partner o on o.id = b.partner_id
    ) bundle,
    trim_scale(t.activation_fee)::text activation_fee, t.minimum_months,
    trim_scale(t.cancellation_fee)::text cancellation_fee,
    ${yesNo('t.portal_selectable')} portal_selectable,
    case when r.terms is not null or r.earlier <> '[]' then jsonb_build_object(
      'name', r.name, 'owner', (select number from partner where id = r.partner_id),
      'versions', r.earlier || jsonb_build_array(jsonb_build_object(
        'from', r.valid_from, 'taxPercent', trim_scale(r.percent)::text, 'taxTerms', r.terms)))
    end tax_rate
  from tariff t
  left join tax_rate r on r.id = t.tax_rate_id
  left join partner w on w.id = t.partner_id
  where t.id > $1 and is_test(t.partner_path) = is_test(scope_path())
    -- what is offered to tested partners alone is theirs
    and not exists (
      select 1 from tariff_partner o
      where o.tariff_id = t.id
      having bool_and(is_test(o.partner_path) <> is_test(scope_path())))
  order by t.id
  limit $2`,
  customers: `select
    c.id, c.partner_path path, c.custom_fields fields,
    c.external_id customer, c.number, p.number partner,
    c.name, c.email, c.login, c.status, c.billing_type,
    ${yesNo("(c.billing->>'billingEnabled')::boolean")} billing_enabled,
    c.billing->>'paymentPeriod' payment_period,
    c.billing->>'prepaidMonths' prepaid_months,
    c.billing->>'billingDay' billing_day,
    c.billing->>'paymentDueDays' payment_due_days,
    c.balance_minor, c.currency,
    c.street, c.city, c.zip, c.country, c.phone,
    c.created_on created,
    nullif(
      c.billing - '{billingEnabled,paymentPeriod,prepaidMonths,billingDay,paymentDueDays}'::text[],
      '{}'
    )::text billing,
    c.blocked_since, c.inactive_since,
    nullif(c.kind, 'PERSON') kind, c.tax_number, c.vat_id
  from customer c
  join partner p on p.id = c.partner_id
  where c.id > $1 and is_test(c.partner_path) = is_test(scope_path())
  order by c.id
  limit $2`,
  services: `select
    s.id, s.partner_path path, s.custom_fields fields,
    c.external_id customer, c.number customer_number, p.number partner,
    coalesce(t.code, t.id::text) tariff, w.number tariff_owner, s.description,
    trim_scale(s.quantity)::text quantity, trim_scale(s.unit_price)::text unit_price,
    s.start_date start, s.end_date "end", s.charged_until,
    s.discounts->0->>'kind' discount_kind,
    s.discounts->0->>'value' discount_value,
    s.discounts->0->>'from' discount_from,
    s.discounts->0->>'until' discount_until,
    s.discounts->0->>'message' discount_message,
    nullif(s.discounts - 0, '[]')::text more_discounts,
    trim_scale(s.setup_fee)::text setup_fee, ${yesNo('s.setup_charged')} setup_charged,
    s.state, nullif(s.pauses, '[]')::text pauses,
    nullif(s.earlier_prices, '[]')::text earlier_prices,
    trim_scale(s.activation_fee)::text activation_fee, s.minimum_months,
    trim_scale(s.cancellation_fee)::text cancellation_fee,
    (
      select jsonb_build_object(
        'tariff', coalesce(y.code, y.id::text), 'owner', o.number,
        'start', n.start_date, 'description', n.description,
        'planned', case when h.id is not null then jsonb_build_object(
          'previousEnd', h.previous_end,
          'fee', h.fee_minor::text, 'credited', h.credited_minor::text,
          'charged', h.charged_minor::text, 'balanceAfter', h.balance_after_minor::text,
          'problem', h.problem, 'by', h.recorded_by, 'byCustomer', h.by_customer) end)::text
      from service n
      join tariff y on y.id = n.tariff_id
      left join partner o on o.id = y.partner_id
      left join plan_change h on h.service_id = s.id and h.status = 'PLANNED'
      where n.id = s.changed_to
    ) changed_to
  from service s
  join customer c on c.id = s.customer_id
  join partner p on p.id = s.partner_id
  left join tariff t on t.id = s.tariff_id
  left join partner w on w.id = t.partner_id
  where s.id > $1 and is_test(s.partner_path) = is_test(scope_path())
  order by s.id
  limit $2`,
  items: `select
    i.id, i.partner_path path, '{}'::jsonb fields,
    c.external_id customer, c.number customer_number, p.number partner,
    i.description, trim_scale(i.quantity)::text quantity,
    trim_scale(i.unit_price)::text unit_price, trim_scale(i.tax_percent)::text tax_percent,
    ${yesNo('i.tax_included')} tax_included, i.date, ${yesNo('i.alone')} alone
  from future_item i
  join customer c on c.id = i.customer_id
  join partner p on p.id = i.partner_id
  where i.id > $1 and is_test(i.partner_path) = is_test(scope_path()) and i.charge_id is null and i.removed_at is null
  order by i.id
  limit $2`,
};

/** The records of the scope after one, in the order of their ids, so many at most. */
export function recordsAfter(
  sql: ScopedSql,
  name: ExportName,
  after: string,
  limit: number,
): Promise<ExportRow[]> {
  return sql.rows<ExportRow>(RECORDS[name], [after, limit]);
}
