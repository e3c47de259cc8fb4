import { createHash } from 'node:crypto';
import { allocate, exactMatch } from '@backhaul/domain/settlement/settlement';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import { originOf, type GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { amountInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { billedTo } from '../invoices/index.ts';
import {
  type Account,
  accountSettings,
  allocateCredits,
  announceMoney,
  auditPlace,
  lockAccount,
  openInvoices,
  post,
} from '../ledger/index.ts';
import { assignNumbers } from '../numbers/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';

export interface NewPayment {
  customerId: string;
  amount: string;
  date: string;
  method: PaymentMethod;
  /** Paid first; otherwise the only open invoice of just this amount, then the oldest due. */
  invoiceId?: string | null;
  comment?: string | null;
  idempotencyKey?: string | null;
  customFields?: unknown;
  /** The provider that took it; without one somebody recorded it. */
  gateway?: GatewayKind | null;
}

interface Checked {
  amountMinor: bigint;
  comment: string | null;
  key: string | null;
  hash: string;
  /**
   * The channel it came by: each has keys of its own, so that nobody who records a payment can take
   * the key of a provider's.
   */
  source: 'MANUAL' | 'GATEWAY';
}

/**
 * Records money that came in: a receipt number, exactly one CREDIT, and what it settles; the rest
 * stays on the balance. A key used before with the same content, by the same channel, gives the
 * first payment again, also when both come at once. Refuses NOT_FOUND, wrong values by field (also
 * an invoice that is not this customer's, or not open), and CONFLICT IDEMPOTENCY_KEY_REUSED for a
 * key used with other content.
 */
export async function recordPayment(sql: ScopedSql, input: NewPayment): Promise<string> {
  const account = await lockAccount(sql, input.customerId);
  const checked = checkedPayment(input, account);
  const before = await paymentOfKey(sql, account, checked);
  if (before) return before;
  if (input.invoiceId) await refuseUnlessOpen(sql, account, input.invoiceId);
  const written = await insertPayment(sql, account, input, checked);
  // the same key came for another customer of the partner at this very moment: that one's content differs
  if (!written) throw keyReused();
  const { id, receiptNumber } = written;
  const fields = await writeCustomFields(
    sql,
    'PAYMENT',
    { id, partnerId: account.partnerId, partnerPath: account.partnerPath },
    input.customFields,
    null,
  );
  const [creditId] = await post(sql, account, [
    {
      type: 'CREDIT',
      amountMinor: checked.amountMinor,
      category: 'Payment',
      description: [
        `Payment ${receiptNumber}`,
        ...(input.gateway ? [originOf(input.gateway)] : []),
      ].join(', '),
      paymentId: id,
      date: input.date,
      settles: true,
    },
  ]);
  const open = (await openInvoices(sql, [account.id])).get(account.id) ?? [];
  const { allocations } = allocate(
    checked.amountMinor,
    open,
    input.invoiceId ?? exactMatch(checked.amountMinor, open),
  );
  await allocateCredits(
    sql,
    allocations.map((each) => ({
      customerId: account.id,
      partnerId: account.partnerId,
      partnerPath: account.partnerPath,
      invoiceId: each.invoiceId,
      transactionId: creditId,
      paymentId: id,
      amount: each.amount,
      madeBy: 'PAYMENT',
      date: input.date,
    })),
  );
  sql.happened('moneyCame', { customerId: account.id, on: input.date });
  sql.happened('paymentRecorded', { paymentId: id });
  await audit(sql, {
    action: 'create',
    entity: 'payment',
    entityId: id,
    after: {
      receiptNumber,
      customerId: account.id,
      amountMinor: checked.amountMinor,
      currency: account.currency,
      date: input.date,
      method: input.method,
      allocations,
      customFields: fields?.after,
    },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
  return id;
}

function keyReused() {
  return conflict(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotency key was used for another payment. Use a new key for a new payment.',
  );
}

function checkedPayment(input: NewPayment, account: Account): Checked {
  const amountMinor = amountInput(input.amount, account.currency, 'amount', { positive: true });
  const comment = optionalText(input.comment, 'comment', 500) ?? null;
  const key =
    input.idempotencyKey == null ? null : textInput(input.idempotencyKey, 'idempotencyKey');
  const content = [
    account.id,
    amountMinor.toString(),
    input.date,
    input.method,
    input.invoiceId ?? null,
    comment,
    ...(input.customFields == null ? [] : [input.customFields]),
  ];
  return {
    amountMinor,
    comment,
    key,
    hash: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    source: input.gateway ? 'GATEWAY' : 'MANUAL',
  };
}

async function paymentOfKey(
  sql: ScopedSql,
  account: Account,
  { key, hash, source }: Checked,
): Promise<string | null> {
  if (key === null) return null;
  const [known] = await sql.rows<{ id: string; content_hash: string }>(
    'select id, content_hash from payment where partner_id = $1 and source = $2 and idempotency_key = $3',
    [account.partnerId, source, key],
  );
  if (!known) return null;
  if (known.content_hash !== hash) throw keyReused();
  return known.id;
}

async function refuseUnlessOpen(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
): Promise<void> {
  const [invoice] = await sql.rows<{
    customer_id: string;
    state: string;
    number: string | null;
    due_minor: bigint;
  }>('select customer_id, state, number, due_minor from invoice where id = $1', [invoiceId]);
  if (!invoice) throw notFound();
  if (invoice.customer_id !== account.id)
    throw badInput({ invoiceId: 'is an invoice of another customer' });
  if (invoice.state === 'DRAFT') throw badInput({ invoiceId: 'is a draft; approve it first' });
  if (invoice.state === 'VOID') throw badInput({ invoiceId: `invoice ${invoice.number} is void` });
  if (invoice.due_minor <= 0n)
    throw badInput({
      invoiceId: `invoice ${invoice.number} is paid already; without an invoice the payment goes to what is open`,
    });
}

async function insertPayment(
  sql: ScopedSql,
  account: Account,
  input: NewPayment,
  { amountMinor, comment, key, hash, source }: Checked,
): Promise<{ id: string; receiptNumber: string } | null> {
  const { receiptNumberFormat: format } = await accountSettings(sql, account);
  const vars = {
    customerId: account.number,
    partnerId: account.partnerNumber,
    date: input.date,
    method: input.method,
  };
  const [receiptNumber] = await assignNumbers(sql, 'RECEIPT', [
    { partner: { id: account.partnerId, path: account.partnerPath }, format, vars },
  ]);
  try {
    const printed = (await printedWith(sql, TemplateKind.RECEIPT_PDF, [account.partnerId])).get(
      account.partnerId,
    );
    const [row] = await sql.rows<{ id: string }>(
      `insert into payment (partner_id, partner_path, customer_id,
        receipt_number, amount_minor, currency, date, method, comment,
        idempotency_key, content_hash,
        recorded_by, recorded_by_id,
        template_version_id, company_version_id,
        source, gateway_kind,
        billed_to)
      select $1, $2, $3,
        $4, $5, $6, $7, $8, $9,
        $10, $11,
        $12, coalesce($16::uuid, '00000000-0000-0000-0000-000000000000'),
        $13, $14,
        $18, $17,
        ${billedTo('c.balance_minor + $5::bigint', '$15::boolean')}
      from customer c
      where c.id = $3
      on conflict (partner_id, source, idempotency_key) do nothing
      returning id`,
      [
        account.partnerId,
        account.partnerPath,
        account.id,
        receiptNumber,
        amountMinor,
        account.currency,
        input.date,
        input.method,
        comment,
        key,
        hash,
        sql.scope.actor.name,
        printed?.templateVersionId ?? null,
        printed?.companyVersionId ?? null,
        printed?.keepsFields ?? true,
        sql.scope.actor.kind === 'USER' ? sql.scope.actor.id : null,
        input.gateway ?? null,
        source,
      ],
    );
    return row ? { id: row.id, receiptNumber } : null;
  } catch (error) {
    if (violatedConstraint(error)?.includes('receipt_number'))
      throw conflict(
        'NUMBER_TAKEN',
        `Receipt number ${receiptNumber} is taken already. Change the number format in the finance settings.`,
      );
    throw error;
  }
}
