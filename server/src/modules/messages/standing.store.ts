import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * Why message m is not true any more, in words, as SQL over m with its customer c, invoice i,
 * payment p and proforma f; null while it is.
 */
const OVER = `case
    when i.state <> 'ISSUED' then 'The invoice is void.'
    when f.status = 'VOID' then 'The proforma is void.'
    when p.reversed_at is not null then 'The payment was taken back.'
    when m.kind = 'BLOCKED_MAIL' and c.status = 'INACTIVE' then 'The customer was deactivated before it went.'
    when m.kind = 'BLOCKED_MAIL' and c.status <> 'BLOCKED' then 'The customer is not blocked any more.'
    when m.kind = 'REMINDER_MAIL' and c.balance_minor >= 0
      and not exists (select 1 from invoice o where o.customer_id = c.id and o.due_minor > 0)
      then 'Nothing is owed any more.'
  end`;
/**
 * Whether its customer unsubscribed from such mails since it was queued; what a person sends at
 * once goes all the same.
 */
const UNWANTED = `m.channel = 'EMAIL' and not m.at_once
  and exists (select 1 from message_opt_out o where o.customer_id = c.id and o.kind = m.kind)`;
/** What a message's amounts and words come from: as long as it stays the same, so does what the message says. */
const MOMENT = `concat_ws(' ', c.balance_minor, c.status,
  (select sum(o.due_minor) from invoice o where o.customer_id = c.id and o.due_minor > 0),
  i.paid_minor, f.status, f.paid_minor)`;
const ABOUT = `message m
  left join customer c on c.id = m.customer_id
  left join invoice i on i.id = m.invoice_id
  left join payment p on p.id = m.payment_id
  left join proforma f on f.id = m.proforma_id`;
/** Waits, or was taken for sending and has not begun to go. */
const WAITS = `status in ('QUEUED', 'HELD', 'SENDING') and (status <> 'SENDING' or transmitting_at is null)`;

/** over: why the message is not true any more, null while it is. moment: see MOMENT. */
export interface Standing {
  over: string | null;
  unwanted: boolean;
  moment: string;
}

/**
 * How a message stands at this moment; one whose partner moved out of the scope meanwhile stands
 * nowhere, and does not begin.
 */
export async function standingOf(sql: ScopedSql, messageId: string): Promise<Standing> {
  const [standing] = await sql.rows<Standing>(
    `select ${OVER} "over", ${UNWANTED} unwanted, ${MOMENT} moment
    from ${ABOUT}
    where m.id = $1`,
    [messageId],
  );
  return standing ?? { over: null, unwanted: false, moment: '' };
}

/**
 * Why what these messages tell is not true any more, in words, by their ids; those that still are
 * true are left out.
 */
export async function whyOver(
  sql: ScopedSql,
  messageIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; over: string }>(
    `select m.id, ${OVER} "over"
    from ${ABOUT}
    where m.id = any($1::uuid[]) and ${OVER} is not null`,
    [messageIds],
  );
  return new Map(rows.map(({ id, over }) => [id, over]));
}

/**
 * The same while nobody can change it until this transaction ends: whoever moves money or a status
 * locks the customer first.
 */
export async function lockStanding(
  sql: ScopedSql,
  message: { id: string; customerId: string | null },
): Promise<Standing> {
  if (message.customerId)
    await sql.rows('select 1 from customer where id = $1 for share', [message.customerId]);
  return standingOf(sql, message.id);
}

/**
 * Cancels, with words, what waits to tell customers of a status or a debt that is over. Gives the
 * place in the tree of each message's partner.
 */
export async function cancelUntrue(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<string[]> {
  const gone = await sql.rows<{ partnerPath: string }>(
    `update message w
    set status = 'CANCELLED', error = gone.why, lease = null, lease_until = null
    from (
      select m.id, ${OVER} why
      from ${ABOUT}
      where m.customer_id = any($1::uuid[])
        and m.kind in ('BLOCKED_MAIL', 'REMINDER_MAIL') and m.status in ('QUEUED', 'HELD', 'SENDING')) gone
    where w.id = gone.id and gone.why is not null and ${WAITS}
    returning partner_path "partnerPath"`,
    [customerIds],
  );
  return gone.map((message) => message.partnerPath);
}

/** Cancels, with words, what waits to remind a customer; gives the same. */
export async function cancelReminders(
  sql: ScopedSql,
  customerId: string,
  reason: string,
): Promise<string[]> {
  const gone = await sql.rows<{ partnerPath: string }>(
    `update message
    set status = 'CANCELLED', error = $2, lease = null, lease_until = null
    where customer_id = $1 and kind = 'REMINDER_MAIL' and ${WAITS}
    returning partner_path "partnerPath"`,
    [customerId, reason],
  );
  return gone.map((message) => message.partnerPath);
}

/** Cancels what waits about invoices or payments, or is about to go and has not begun to; gives the same. */
export async function cancelWaiting(
  sql: ScopedSql,
  record: 'invoice' | 'payment' | 'proforma' | 'credit_note',
  ids: readonly string[],
  reason: string,
): Promise<string[]> {
  const gone = await sql.rows<{ partnerPath: string }>(
    `update message
    set status = 'CANCELLED', error = $2, lease = null, lease_until = null
    where ${record}_id = any($1::uuid[]) and ${WAITS}
    returning partner_path "partnerPath"`,
    [ids, reason],
  );
  return gone.map((message) => message.partnerPath);
}
