import type { DaysCharged } from '@backhaul/domain/charging/unused';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

/** A line that a charge took for days of a service; of an invoice, or of the ledger alone. */
export interface ChargedRow extends DaysCharged {
  chargeId: string;
  invoiceId: string | null;
  invoiceNumber: string | null;
  invoiceDate: LocalDate | null;
  /** null: as the customer is billed now. */
  billingDay: number | null;
}

/**
 * What charges that stand took for the days of a service from a day on, in the order of the
 * charges. A void invoice gave its money back already.
 */
export function chargedFrom(
  sql: ScopedSql,
  { customerId, serviceId }: { customerId: string; serviceId: string },
  day: LocalDate,
): Promise<ChargedRow[]> {
  return sql.rows<ChargedRow>(
    `with given_back as (
      select charge_id, min(first_day) "from" from unused_days where service_id = $2 group by 1)
    select * from (
      select h.id "chargeId", h.created_at, i.id "invoiceId", i.number "invoiceNumber",
        i.document_date "invoiceDate", l.billing_day "billingDay", l.position, l.kind,
        trim_scale(l.quantity)::text quantity, trim_scale(l.unit_price)::text "unitPrice",
        l.period_from "periodFrom", l.period_to "periodTo", l.tax_included "taxIncluded",
        l.net_minor net, l.total_minor total, g."from" "givenBackFrom"
      from charge h
      join invoice i on i.id = h.invoice_id and i.state = 'ISSUED'
      join invoice_line l on l.invoice_id = i.id
      left join given_back g on g.charge_id = h.id
      where h.customer_id = $1 and h.undone_at is null
        and l.service_id = $2 and l.kind in ('SERVICE', 'DISCOUNT') and l.period_to > $3
      union all
      select h.id, h.created_at, null, null, null, null, t.seq,
        case t.category when 'Discount' then 'DISCOUNT' else 'SERVICE' end,
        trim_scale(coalesce(t.quantity, 1))::text, trim_scale(t.unit_price)::text,
        t.period_from, t.period_to, f.tax_included,
        (t.amount_minor - t.tax_minor) * s.sign, t.amount_minor * s.sign, g."from"
      from charge h
      join ledger_transaction t on t.charge_id = h.id and t.customer_id = $1
      join service v on v.id = t.service_id
      join tariff f on f.id = v.tariff_id
      cross join lateral (select case t.type when 'DEBIT' then 1 else -1 end sign) s
      left join given_back g on g.charge_id = h.id
      where h.customer_id = $1 and h.undone_at is null and h.invoice_id is null
        and t.service_id = $2 and t.category <> 'Usage'
        and t.reverses_id is null and t.period_to > $3
        and (t.type = 'DEBIT' or t.category = 'Discount')) x
    order by created_at, "chargeId", position`,
    [customerId, serviceId, day],
  );
}

export interface UnusedToWrite {
  chargeId: string;
  creditNoteId: string | null;
  firstDay: LocalDate;
  /** Exclusive. */
  until: LocalDate;
  total: bigint;
}

/** Writes down which days of a service are given back. */
export async function insertUnused(
  sql: ScopedSql,
  account: Account,
  serviceId: string,
  unused: readonly UnusedToWrite[],
): Promise<void> {
  await sql.rows(
    `insert into unused_days (partner_id, partner_path, customer_id, service_id,
      charge_id, credit_note_id, first_day, until, total_minor)
    select $1, $2, $3, $4,
      u."chargeId", u."creditNoteId", u."firstDay", u.until, u.total
    from json_to_recordset($5::json) as u("chargeId" uuid, "creditNoteId" uuid,
      "firstDay" date, until date, total bigint)`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      serviceId,
      JSON.stringify(unused.map((each) => ({ ...each, total: each.total.toString() }))),
    ],
  );
}
