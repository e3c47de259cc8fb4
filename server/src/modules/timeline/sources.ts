import type { Permission } from '../../kit/permission.ts';

/** The kinds of what happens to a customer, with what reading each takes: all of these. */
export const TIMELINE_KINDS = {
  STATUS: ['customers:read'],
  INVOICE: ['invoices:read'],
  CREDIT_NOTE: ['invoices:read'],
  PROFORMA: ['invoices:read'],
  PAYMENT: ['payments:read'],
  MESSAGE: ['messages:read'],
  NOTE: ['customers:read'],
  SERVICE: ['services:read', 'audit:read'],
  SETTINGS: ['audit:read'],
  SIGN_IN: ['audit:read'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
export type TimelineKind = keyof typeof TIMELINE_KINDS;

/**
 * Where entries of a kind come from, as SQL over customer c. key: what tells which of the kind it is,
 * a number or codes; minor and currency: an amount, null where there is none.
 */
export interface Source {
  from: string;
  where: string;
  at: string;
  id: string;
  key: string;
  detail: string;
  minor: string;
  currency: string;
  by: string;
  record: string;
}

const noAmount = { minor: 'null::bigint', currency: 'null::text' };

const document = (table: string): Source => ({
  from: `${table} d`,
  where: 'd.customer_id = c.id',
  at: 'd.created_at',
  id: 'd.id',
  key: 'd.number',
  detail: 'null::text',
  minor: 'd.total_minor',
  currency: 'd.currency',
  by: 'd.recorded_by',
  record: 'd.id',
});

const keysOf = (column: string) =>
  `jsonb_object_keys(case when jsonb_typeof(${column}) = 'object' then ${column} else '{}' end)`;

/** The names of what a deed changed. */
const CHANGED = `(
  select string_agg(key, ' ' order by key)
  from (select ${keysOf('a.before')} key union select ${keysOf('a.after')}) keys)`;

const SIGNING = `('sign-in', 'sign-in-failed', 'change-password', 'reset-password')`;

const deeds = (more: string, detail: string): Source => ({
  ...noAmount,
  from: 'audit_entry a',
  where: `a.entity = 'customer' and a.entity_id = c.id::text and a.action ${more}`,
  at: 'a.at',
  id: 'a.id',
  key: 'a.action',
  detail,
  by: 'a.actor_name',
  record: 'c.id',
});

export const SOURCES: Readonly<Record<TimelineKind, Source>> = {
  STATUS: {
    ...noAmount,
    from: 'status_change s',
    where: 's.customer_id = c.id',
    at: 's.at',
    id: 's.id',
    key: `concat_ws(' ', s.from_status, s.to_status)`,
    detail: 's.reason',
    by: 's.recorded_by',
    record: 'c.id',
  },
  INVOICE: document('invoice'),
  CREDIT_NOTE: document('credit_note'),
  PROFORMA: document('proforma'),
  PAYMENT: {
    from: 'payment p',
    where: 'p.customer_id = c.id',
    at: 'p.recorded_at',
    id: 'p.id',
    key: 'p.receipt_number',
    detail: 'p.comment',
    minor: 'p.amount_minor',
    currency: 'p.currency',
    by: 'p.recorded_by',
    record: 'p.id',
  },
  MESSAGE: {
    ...noAmount,
    from: 'message m',
    where: 'm.customer_id = c.id',
    at: 'm.created_at',
    id: 'm.id',
    key: `m.kind || ' ' || m.status`,
    detail: 'coalesce(m.sent_to, m.recipient)',
    by: 'm.recorded_by',
    record: 'm.id',
  },
  NOTE: {
    ...noAmount,
    from: 'note n',
    where: 'n.customer_id = c.id',
    at: 'n.created_at',
    id: 'n.id',
    key: 'null::text',
    detail: 'left(n.text, 300)',
    by: 'n.author',
    record: 'n.id',
  },
  SERVICE: {
    ...noAmount,
    from: `service s
      join audit_entry a on a.entity = 'service' and a.entity_id = s.id::text`,
    where: 's.customer_id = c.id',
    at: 'a.at',
    id: 'a.id',
    key: 'a.action',
    detail: 's.description',
    by: 'a.actor_name',
    record: 's.id',
  },
  SETTINGS: deeds(`not in ${SIGNING}`, CHANGED),
  SIGN_IN: deeds(`in ${SIGNING}`, 'a.address'),
};
