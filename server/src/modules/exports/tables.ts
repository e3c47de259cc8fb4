import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { FieldEntity, FieldValues } from '@backhaul/domain/fields/customFields';
import type { Permission } from '../../kit/permission.ts';

export interface ExportRow {
  id: string;
  path: string;
  fields: FieldValues;
  [column: string]: unknown;
}

/** A file that can be had: its columns are those that the import reads. */
export interface ExportTable {
  permission: Permission;
  /** Whose custom fields it holds; null where there are none. */
  entity: FieldEntity | null;
  columns: readonly string[];
  /** Columns that take more than the file does, as the API's fields of the same meaning. */
  needs?: Readonly<Record<string, Permission>>;
  /**
   * The next rows after the id $1, $2 of them at most, with the columns above, their partner's path
   * and their custom fields.
   */
  sql: string;
  cell?(row: ExportRow, column: string): unknown;
}

const yesNo = (column: string) => `case ${column} when true then 'yes' when false then 'no' end`;

export const EXPORT_TABLES: Record<string, ExportTable> = {
  partners: {
    permission: 'partners:read',
    entity: 'PARTNER',
    needs: { settings: 'settings:read' },
    columns: ['number', 'parent', 'name', 'currency', 'time_zone', 'settings'],
    sql: `select
      p.id, p.path, p.custom_fields fields,
      p.number, a.number parent, p.name, p.currency, p.time_zone,
      nullif(f."values", '{}')::text settings
    from partner p
    left join partner a on a.id = p.parent_id
    left join finance_setting f on f.partner_id = p.id
    where p.id > $1
    order by p.id
    limit $2`,
  },
  tariffs: {
    permission: 'tariffs:read',
    entity: 'TARIFF',
    columns: [
      'code',
      'name',
      'kind',
      'price',
      'tax_percent',
      'tax_included',
      'currency',
      'partners',
      'owner',
      'setup_fee',
      'archived',
    ],
    sql: `select
      t.id, t.partner_path path, t.custom_fields fields,
      coalesce(t.code, t.id::text) code, t.name, t.kind,
      trim_scale(t.price)::text price, trim_scale(r.percent)::text tax_percent,
      ${yesNo('t.tax_included')} tax_included, t.currency,
      (
        select string_agg(p.number::text, '|' order by p.number)
        from tariff_partner o
        join partner p on p.id = o.partner_id
        where o.tariff_id = t.id
      ) partners,
      w.number owner,
      trim_scale(t.setup_fee)::text setup_fee,
      case when t.archived_at is not null then 'yes' else 'no' end archived
    from tariff t
    left join tax_rate r on r.id = t.tax_rate_id
    left join partner w on w.id = t.partner_id
    where t.id > $1
    order by t.id
    limit $2`,
  },
  customers: {
    permission: 'customers:read',
    entity: 'CUSTOMER',
    needs: { login: 'customers:credentials' },
    columns: [
      'customer',
      'number',
      'partner',
      'name',
      'email',
      'login',
      'status',
      'billing_type',
      'billing_enabled',
      'payment_period',
      'prepaid_months',
      'billing_day',
      'payment_due_days',
      'balance',
      'street',
      'city',
      'zip',
      'country',
      'phone',
      'created',
      'billing',
      'blocked_since',
      'inactive_since',
    ],
    sql: `select
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
      c.blocked_since, c.inactive_since
    from customer c
    join partner p on p.id = c.partner_id
    where c.id > $1
    order by c.id
    limit $2`,
    cell: (row, column) =>
      column === 'balance'
        ? formatMinor(row.balance_minor as bigint, currencyDigits(String(row.currency)))
        : row[column],
  },
  services: {
    permission: 'services:read',
    entity: 'SERVICE',
    needs: {
      unit_price: 'invoices:read',
      discount_kind: 'invoices:read',
      discount_value: 'invoices:read',
      discount_from: 'invoices:read',
      discount_until: 'invoices:read',
      discount_message: 'invoices:read',
      more_discounts: 'invoices:read',
      setup_fee: 'invoices:read',
    },
    columns: [
      'customer',
      'customer_number',
      'partner',
      'tariff',
      'tariff_owner',
      'description',
      'quantity',
      'unit_price',
      'start',
      'end',
      'charged_until',
      'discount_kind',
      'discount_value',
      'discount_from',
      'discount_until',
      'discount_message',
      'more_discounts',
      'setup_fee',
      'setup_charged',
      'state',
      'pauses',
    ],
    sql: `select
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
      s.state, nullif(s.pauses, '[]')::text pauses
    from service s
    join customer c on c.id = s.customer_id
    join partner p on p.id = s.partner_id
    left join tariff t on t.id = s.tariff_id
    left join partner w on w.id = t.partner_id
    where s.id > $1
    order by s.id
    limit $2`,
  },
  items: {
    permission: 'transactions:read',
    entity: null,
    columns: [
      'customer',
      'customer_number',
      'partner',
      'description',
      'quantity',
      'unit_price',
      'tax_percent',
      'tax_included',
      'date',
    ],
    sql: `select
      i.id, i.partner_path path, '{}'::jsonb fields,
      c.external_id customer, c.number customer_number, p.number partner,
      i.description, trim_scale(i.quantity)::text quantity,
      trim_scale(i.unit_price)::text unit_price, trim_scale(i.tax_percent)::text tax_percent,
      ${yesNo('i.tax_included')} tax_included, i.date
    from future_item i
    join customer c on c.id = i.customer_id
    join partner p on p.id = i.partner_id
    where i.id > $1 and i.charge_id is null and i.removed_at is null
    order by i.id
    limit $2`,
  },
};
