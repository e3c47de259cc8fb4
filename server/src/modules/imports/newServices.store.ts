import type { DiscountFacts } from '@backhaul/domain/charging/facts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { insertRows } from './chunks.store.ts';
import type { RowFields } from './customFields.import.ts';
import type { Frame, KnownCustomer, KnownTariff } from './frame.ts';
import type { ServiceRow } from './rows.ts';
import type { TableRecord } from './table.ts';

/** A service of a file that is not there yet. */
export interface NewService {
  id: string;
  row: ServiceRow;
  customer: KnownCustomer;
  tariff: KnownTariff;
  description: string;
  record: TableRecord;
  fields: RowFields;
  /** What follows it after a change of plan. */
  next?: string;
}

function discountsOf(row: ServiceRow): DiscountFacts[] {
  if (row.discount_kind === null || row.discount_value === null) return row.more_discounts ?? [];
  return [
    {
      kind: row.discount_kind,
      value: row.discount_value,
      from: row.discount_from,
      until: row.discount_until,
      message: row.discount_message,
    },
    ...(row.more_discounts ?? []),
  ];
}

/** Stores services. A fee for setting up was the old system's to charge, unless the file says otherwise. */
export async function insertServices(frame: Frame, create: readonly NewService[]): Promise<void> {
  await insertRows(
    frame,
    'services.csv',
    `insert into service (
      id, partner_id, partner_path, customer_id, tariff_id, description,
      start_date, end_date,
      quantity, unit_price,
      setup_fee, setup_charged, charged_until,
      discounts, state, pauses, earlier_prices, custom_fields,
      activation_fee, minimum_months, cancellation_fee
    )
    select
      id, partner, path, customer, tariff, description,
      start, "end",
      coalesce(quantity, 1), price,
      fee, coalesce("feeCharged", true), coalesce(charged, start),
      discounts, coalesce(state, 'RUNNING'), coalesce(pauses, '[]'), coalesce(earlier, '[]'), fields,
      activation, months, cancellation
    from json_to_recordset($1::json) as s(
      id uuid, partner uuid, path text, customer uuid, tariff uuid, description text,
      start date, "end" date, quantity numeric, price numeric, charged date,
      discounts jsonb, fee numeric, "feeCharged" boolean, state text, pauses jsonb,
      earlier jsonb, fields jsonb, activation numeric, months int, cancellation numeric
    )`,
    create.map(({ id, row, customer, tariff, description, fields }) => ({
      id,
      partner: customer.partnerId,
      path: customer.partnerPath,
      customer: customer.id,
      tariff: tariff.id,
      description,
      start: row.start,
      end: row.end,
      quantity: row.quantity,
      price: row.unit_price,
      charged: row.charged_until,
      discounts: discountsOf(row),
      fee: row.setup_fee,
      feeCharged: row.setup_charged,
      state: row.state,
      pauses: row.pauses,
      earlier: row.earlier_prices,
      fields: fields.values,
      activation: row.activation_fee,
      months: row.minimum_months,
      cancellation: row.cancellation_fee,
    })),
  );
}

/** Links services that follow each other after a change of plan, and plans the changes that are to come. */
export async function linkChanges(frame: Frame, create: readonly NewService[]): Promise<void> {
  const changes = create.flatMap(({ id, next, row }) =>
    next === undefined
      ? []
      : [{ ...row.changed_to?.planned, id, next, planned: !!row.changed_to?.planned }],
  );
  if (!changes.length) return;
  const GIVEN = `json_to_recordset($1::json) as c(
      id uuid, next uuid, planned boolean, "previousEnd" date,
      fee bigint, credited bigint, charged bigint, "balanceAfter" bigint,
      problem text, by text, "byCustomer" boolean)`;
  const given = [JSON.stringify(changes)];
  await frame.sql.rows(
    `update service s
    set changed_to = c.next
    from ${GIVEN}
    where s.id = c.id`,
    given,
  );
  await frame.sql.rows(
    `update service s
    set changed_from = c.id
    from ${GIVEN}
    where s.id = c.next`,
    given,
  );
  await frame.sql.rows(
    `insert into plan_change (partner_id, partner_path, customer_id,
      service_id, to_service_id, tariff_id, date, previous_end,
      fee_minor, credited_minor, charged_minor, balance_after_minor,
      problem, recorded_by, by_customer)
    select n.partner_id, n.partner_path, n.customer_id,
      c.id, c.next, n.tariff_id, n.start_date, c."previousEnd",
      c.fee, c.credited, c.charged, c."balanceAfter",
      c.problem, c.by, c."byCustomer"
    from ${GIVEN}
    join service n on n.id = c.next
    where c.planned`,
    given,
  );
}

/**
 * An inactive customer is not billed for the days it is inactive: if it comes back, it is billed
 * from that day. Where the file does not say since when, nothing is billed that is not charged yet.
 */
export async function pauseInactive(
  sql: ScopedSql,
  customers: readonly KnownCustomer[],
): Promise<void> {
  await sql.rows(
    `update service s
    set pauses = jsonb_build_array(
      jsonb_build_object('from', greatest(start_date, coalesce(i.since, charged_until))::text, 'until', null)
    )
    from unnest($1::uuid[], $2::date[]) as i(customer, since)
    where s.customer_id = i.customer
      and pauses = '[]'
      and state = 'RUNNING'
      and (end_date is null or end_date >= greatest(start_date, coalesce(i.since, charged_until)))`,
    [customers.map((customer) => customer.id), customers.map((customer) => customer.inactiveSince)],
  );
}
