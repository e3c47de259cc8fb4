import { optionalText } from '../../kit/input.ts';
import type { Clock } from '../../platform/clock.ts';
import { conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Reversal, voidIssued } from '../invoices/index.ts';
import { type Account, announceMoney, auditPlace, lockAccount, post } from '../ledger/index.ts';

interface ChargeRow {
  id: string;
  invoice_id: string | null;
  before: {
    services: { serviceId: string; from: string; setupCharged: boolean }[];
    itemIds: string[];
  };
}

/**
 * reason: on the entries and the invoice, in words. askedAt: when the request came; what was undone
 * since is not what it meant.
 */
export interface UndoRequest {
  customerId: string;
  reason?: string | null;
  askedAt: Date;
}

const NO_REASON = 'The charge was undone.';

/**
 * Takes back a customer's last charge as a unit, by entries of today: its invoice is void, its
 * services are as they were before, and the customer due again when it was. What the balance had
 * paid of it pays other invoices, and lifts a block. Refuses CONFLICT: NOTHING_TO_UNDO;
 * ALREADY_UNDONE where another request was quicker (a second click never takes the charge before);
 * PAYMENT_ALLOCATED while money that came in for its invoice settles it.
 */
export async function undoLastCharge(
  sql: ScopedSql,
  request: UndoRequest,
  todayIn: Clock['today'],
): Promise<void> {
  const { customerId } = request;
  const words = optionalText(request.reason, 'reason', 500) ?? null;
  const account = await lockAccount(sql, customerId);
  const [charge] = await sql.rows<ChargeRow>(
    `select id, invoice_id, before
    from charge
    where customer_id = $1 and undone_at is null
    order by created_at desc, id desc
    limit 1`,
    [customerId],
  );
  await refuseSecondClick(sql, request);
  if (!charge)
    throw conflict('NOTHING_TO_UNDO', 'This customer has no charge that could be undone.');
  const today = todayIn(account.timeZone);
  const reversal: Reversal = {
    reason: words ?? NO_REASON,
    on: today,
    entry: (description) => `Undone: ${description}${words === null ? '' : ` (${words})`}`,
  };
  if (charge.invoice_id) await voidIfIssued(sql, account, charge.invoice_id, reversal);
  else await reverseEntries(sql, account, charge, reversal);
  const { services, itemIds } = charge.before;
  await sql.rows(
    `update service s
    set charged_until = b."from",
      setup_charged = s.setup_charged and not b."setupCharged"
    from json_to_recordset($1::json) as b("serviceId" uuid, "from" date, "setupCharged" boolean)
    where s.id = b."serviceId"`,
    [JSON.stringify(services)],
  );
  if (itemIds.length)
    await sql.rows('update future_item set charge_id = null where id = any($1)', [itemIds]);
  // the clock of now rather than of the transaction's begin: a request that came while this one worked lies before it
  await sql.rows('update charge set undone_at = clock_timestamp(), undone_by = $2 where id = $1', [
    charge.id,
    sql.scope.actor.name,
  ]);
  // the next billing date follows, computed anew rather than put back: the settings may be others than at the charge
  sql.happened('chargeUndone', { customerId, on: today });
  await audit(sql, {
    action: 'undo-charge',
    entity: 'customer',
    entityId: customerId,
    before: { chargeId: charge.id, invoiceId: charge.invoice_id },
    after: { reason: reversal.reason, date: today },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}

/** Why customers' last charges cannot be undone now, in words, by customer; left out where they can. */
export async function whyNotUndone(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; charged: boolean; number: string | null }>(
    `select c.id, h.id is not null charged,
      (select i.number
        from invoice i
        where i.id = h.invoice_id and i.state = 'ISSUED' and exists (
          select 1 from allocation a
          where a.invoice_id = i.id and a.made_by = 'PAYMENT'
          group by a.transaction_id
          having sum(a.amount_minor) > 0)) number
    from unnest($1::uuid[]) c(id)
    left join lateral (
      select id, invoice_id
      from charge
      where customer_id = c.id and undone_at is null
      order by created_at desc, id desc
      limit 1) h on true`,
    [customerIds],
  );
  return new Map(
    rows.flatMap(({ id, charged, number }): [string, string][] =>
      charged
        ? number
          ? [[id, `A payment settles invoice ${number}. Reverse the payment first.`]]
          : []
        : [[id, 'There is no charge that could be undone.']],
    ),
  );
}

async function refuseSecondClick(
  sql: ScopedSql,
  { customerId, askedAt }: UndoRequest,
): Promise<void> {
  const [undone] = await sql.rows<{ undone_by: string | null }>(
    'select undone_by from charge where customer_id = $1 and undone_at > $2 order by undone_at desc limit 1',
    [customerId, askedAt],
  );
  if (undone)
    throw conflict(
      'ALREADY_UNDONE',
      `The last charge was undone by ${undone.undone_by ?? 'somebody'} a moment ago. Nothing more was taken back.`,
    );
}

/** The invoice may have been made void by hand before: then only the services are left to restore. */
async function voidIfIssued(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  reversal: Reversal,
): Promise<void> {
  const { state } = await sql.row<{ state: string }>('select state from invoice where id = $1', [
    invoiceId,
  ]);
  if (state === 'ISSUED') await voidIssued(sql, account, invoiceId, reversal);
}

/** A charge without an invoice is taken back entry by entry. */
async function reverseEntries(
  sql: ScopedSql,
  account: Account,
  charge: ChargeRow,
  { on, entry: title }: Reversal,
): Promise<void> {
  const entries = await sql.rows<{
    id: string;
    type: 'DEBIT' | 'CREDIT';
    amount_minor: bigint;
    tax_minor: bigint;
    description: string;
    service_id: string | null;
  }>(
    `select id, type, amount_minor, tax_minor, description, service_id
    from ledger_transaction
    where charge_id = $1
    order by seq`,
    [charge.id],
  );
  await post(
    sql,
    account,
    entries.map((entry) => ({
      type: entry.type === 'DEBIT' ? 'CREDIT' : 'DEBIT',
      amountMinor: entry.amount_minor,
      taxMinor: entry.tax_minor,
      category: 'Correction',
      description: title(entry.description),
      serviceId: entry.service_id,
      chargeId: charge.id,
      reversesId: entry.id,
      date: on,
    })),
  );
}
