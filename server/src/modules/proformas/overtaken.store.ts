import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import { lookingUp } from '../../platform/planner.ts';
import type { TaxTerms } from '@backhaul/domain/money/taxTerms';
import type { PlanJson } from '../runs/index.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** An open proforma that asks for what is not to be charged as it was planned any more. */
export interface Overtaken {
  id: string;
  customerId: string;
  partnerId: string;
  partnerPath: string;
  /** Of its partner. */
  clock: PartnerClock;
  /** In which it speaks to its customer. */
  language: string | null;
  /** Some of it is charged already. */
  charged: boolean;
  /** Of the customer's last charge. */
  invoiceNumber: string | null;
}

/** Those of customers: of which a service or an item is not where the plan found it. */
export function overtakenOf(sql: ScopedSql, customerIds: readonly string[]): Promise<Overtaken[]> {
  return lookingUp(sql, () =>
    sql.rows<Overtaken>(
      `select p.id, p.customer_id "customerId", p.partner_id "partnerId", p.partner_path "partnerPath",
        r.clock, p.billed_to ->> 'language' "language", m.charged,
        (select i.number
          from charge h
          join invoice i on i.id = h.invoice_id
          where h.customer_id = p.customer_id and h.undone_at is null
          order by h.created_at desc, h.id desc
          limit 1) "invoiceNumber"
      from (select distinct id from unnest($1::uuid[]) id order by id) c
      cross join lateral (
        select * from proforma
        where customer_id = c.id and status = 'UNPAID' and plan is not null
        offset 0) p
      join partner r on r.id = p.partner_id
      cross join lateral (
        select
          coalesce(bool_or(moved), false) moved,
          coalesce(bool_or(charged), false) charged
        from (
          select s.charged_until is distinct from v."from" moved, s.charged_until > v."from" charged
          from jsonb_to_recordset(p.plan->'services') v("serviceId" uuid, "from" date)
          left join lateral (select * from service s where s.id = v."serviceId" limit 1) s on true
          union all
          select f.id is null or f.charge_id is not null or f.removed_at is not null,
            f.charge_id is not null
          from jsonb_array_elements_text(p.plan->'itemIds') i(id)
          left join lateral (select * from future_item f where f.id = i.id::uuid limit 1) f on true) x) m
      where m.moved`,
      [customerIds],
    ),
  );
}

/** An open proforma that came by itself, and the charge that it asks for. */
export interface OpenAsking extends Omit<Overtaken, 'charged' | 'invoiceNumber'> {
  plan: Pick<PlanJson, 'services' | 'billingDay'> & {
    lines: {
      serviceId: string | null;
      taxPercent: string;
      taxTerms?: TaxTerms | null;
      taxIncluded: boolean;
      net: string;
      total: string;
    }[];
  };
}

/** The open ones of customers that came by themselves. */
export function openAskings(sql: ScopedSql, customerIds: readonly string[]): Promise<OpenAsking[]> {
  return lookingUp(sql, () =>
    sql.rows<OpenAsking>(
      `select p.id, p.customer_id "customerId", p.partner_id "partnerId", p.partner_path "partnerPath",
        r.clock, p.billed_to ->> 'language' "language", p.plan
      from (select distinct id from unnest($1::uuid[]) id order by id) c
      cross join lateral (
        select * from proforma
        where customer_id = c.id and status = 'UNPAID' and plan is not null
        offset 0) p
      join partner r on r.id = p.partner_id`,
      [customerIds],
    ),
  );
}

/** How many open ones ask for the charges of customers whom runs charge, by run. */
export async function overtakenByRuns(
  sql: ScopedSql,
  runIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.rows<{ id: string; overtaken: number }>(
    `select r.id, (
      select count(*)::int
      from proforma p
      where p.status = 'UNPAID' and p.plan is not null
        and exists (
          select 1 from billing_run_entry e
          where e.run_id = r.id and e.customer_id = p.customer_id and e.left_out_code is null)
    ) overtaken
    from unnest($1::uuid[]) r(id)`,
    [runIds],
  );
  return new Map(rows.map(({ id, overtaken }) => [id, overtaken]));
}
