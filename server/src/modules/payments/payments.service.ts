import type { Clock } from '../../platform/clock.ts';
import type { PaymentMethod } from '@backhaul/domain/settlement/paymentMethod';
import { originOf, type GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { minDate } from '@backhaul/domain/time/calendar';
import { contentHash } from '../../kit/content.ts';
import { amountInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import {
  type Account,
  accountSettings,
  announceMoney,
  auditPlace,
  lockAccount,
  post,
} from '../ledger/index.ts';
import { assignNumbers } from '../numbers/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { chargePassedOn } from './passedOn.ts';
import { settle } from './settle.ts';
import {
  findByKey,
  insertPayment,
  invoiceToPay,
  type PaymentToWrite,
  type TakenBy,
  proformaToPay,
} from './payments.store.ts';

export interface NewPayment {
  customerId: string;
  amount: string;
  date: string;
  method: PaymentMethod;
  /** Paid first; otherwise the only open invoice of just this amount, then the oldest due. */
  invoiceId?: string | null;
  /** Instead of an invoice: the money waits on it until that is paid in full. */
  proformaId?: string | null;
  comment?: string | null;
  idempotencyKey?: string | null;
  customFields?: unknown;
  /** The provider that took it; without one somebody recorded it. */
  gateway?: GatewayKind | null;
  /** With what of the amount is its fee that was passed on, in minor units. */
  provider?: (TakenBy & { passedOnMinor: bigint }) | null;
  /** The till that took it, in words. */
  desk?: { origin: string } | null;
  /** The entry of a bank statement that it is, and what that is called in words. */
  bank?: { transactionId: string; origin: string } | null;
  /** Instead of one invoice: several, paid in this order. */
  invoiceIds?: readonly string[];
}

/** What the input says of a payment, checked. */
type Checked = Pick<PaymentToWrite, 'amountMinor' | 'comment' | 'key' | 'hash' | 'source'>;

/**
 * Records money that came in: a receipt number, exactly one CREDIT, and what it settles; the rest
 * stays on the balance. What was written off of the invoice that it names is owed again, by entries
 * of today, as far as the money goes, and paid by it. Money for a proforma invoice waits on it and
 * settles nothing else; what makes that full has it become an invoice. A key used before with the
 * same content, by the same channel, gives the first payment again, also when both come at once.
 * Refuses NOT_FOUND, wrong values by field (also an invoice or proforma that is not this customer's,
 * or not open, or both of them), and CONFLICT IDEMPOTENCY_KEY_REUSED for a key used with other
 * content.
 */
export async function recordPayment(
  sql: ScopedSql,
  input: NewPayment,
  todayIn: Clock['today'],
): Promise<string> {
  const account = await lockAccount(sql, input.customerId);
  const checked = checkedPayment(input, account);
  const before = await known(sql, account, checked);
  if (before) return before;
  for (const id of input.invoiceIds ?? [input.invoiceId ?? []].flat())
    await refuseUnlessOpen(sql, account, id);
  const passedOn = input.provider?.passedOnMinor ?? 0n;
  const covered = await coversProforma(sql, account, input, checked.amountMinor - passedOn);
  const written = await writePayment(sql, account, input, checked);
  // the same key came for another customer of the partner at this moment: that one's content differs
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
        ...(input.gateway ? [originOf(input.gateway, input.provider?.test ?? false)] : []),
        // customers read this: who stood at the till is not theirs to know
        ...(input.desk ? ['Cash desk'] : []),
        ...(input.bank ? [input.bank.origin] : []),
      ].join(', '),
      paymentId: id,
      proformaId: input.proformaId ?? null,
      date: input.date,
      settles: true,
    },
  ]);
  await chargePassedOn(sql, account, { receiptNumber, creditId, passedOn, date: input.date });
  const payment = { id, receiptNumber, creditId, amountMinor: checked.amountMinor - passedOn };
  const allocations = input.proformaId ? [] : await settle(sql, account, input, payment, todayIn);
  if (covered) sql.happened('proformaCovered', { ...covered, on: input.date });
  // what a provider says came now, also where closed books have it dated later
  const today = todayIn(account.clock);
  const on = input.gateway ? minDate(input.date, today) : input.date;
  sql.happened('moneyCame', { customerId: account.id, on });
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
      proformaId: input.proformaId,
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
    // the same money, though midnight came between two tries
    input.desk ? null : input.date,
    input.method,
    input.invoiceId ?? null,
    comment,
    ...(input.customFields == null ? [] : [input.customFields]),
    ...(input.proformaId ? [{ proformaId: input.proformaId }] : []),
    ...(input.invoiceIds ? [{ invoiceIds: input.invoiceIds }] : []),
  ];
  return {
    amountMinor,
    comment,
    key,
    hash: contentHash(content),
    source: input.gateway ? 'GATEWAY' : input.desk ? 'CASH_DESK' : input.bank ? 'BANK' : 'MANUAL',
  };
}

/**
 * The payment that was recorded with the key of an input; null where none was. Refuses wrong values, and a key used
 * with other content, as recordPayment() does.
 */
export function paymentOfKey(
  sql: ScopedSql,
  account: Account,
  input: NewPayment,
): Promise<string | null> {
  return known(sql, account, checkedPayment(input, account));
}

async function known(
  sql: ScopedSql,
  account: Account,
  { key, hash, source }: Checked,
): Promise<string | null> {
  if (key === null) return null;
  const before = await findByKey(sql, account.partnerId, source, key);
  if (!before) return null;
  if (before.contentHash !== hash) throw keyReused();
  return before.id;
}

async function refuseUnlessOpen(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
): Promise<void> {
  const invoice = await invoiceToPay(sql, invoiceId);
  if (!invoice) throw notFound();
  if (invoice.customerId !== account.id)
    throw badInput({ invoiceId: 'is an invoice of another customer' });
  if (invoice.state === 'DRAFT') throw badInput({ invoiceId: 'is a draft; approve it first' });
  if (invoice.state === 'VOID') throw badInput({ invoiceId: `invoice ${invoice.number} is void` });
  if (invoice.dueMinor + invoice.writtenOffMinor <= 0n)
    throw badInput({
      invoiceId: `invoice ${invoice.number} is paid already; without an invoice the payment goes to what is open`,
    });
}

/** The proforma that a payment names and makes full; null where it does not. Refuses one that asks it for nothing. */
async function coversProforma(
  sql: ScopedSql,
  account: Account,
  { proformaId, invoiceId }: NewPayment,
  amount: bigint,
): Promise<{ customerId: string; proformaId: string } | null> {
  if (!proformaId) return null;
  const proforma = await proformaToPay(sql, proformaId);
  if (!proforma) throw notFound();
  if (proforma.customerId !== account.id)
    throw badInput({ proformaId: 'is a proforma of another customer' });
  if (invoiceId) throw badInput({ proformaId: 'cannot be given beside an invoice; name one' });
  if (proforma.status !== 'UNPAID')
    throw badInput({
      proformaId: `proforma ${proforma.number} is ${proforma.status === 'VOID' ? 'void' : 'paid already'}; without it the payment goes to what is open`,
    });
  return proforma.paid + amount >= proforma.total ? { customerId: account.id, proformaId } : null;
}

/** Writes the payment under its next number; null when its key was taken meanwhile. */
async function writePayment(
  sql: ScopedSql,
  account: Account,
  input: NewPayment,
  checked: Checked,
): Promise<{ id: string; receiptNumber: string } | null> {
  const receiptNumber = await nextReceiptNumber(sql, account, input);
  const printed = await printedWith(sql, TemplateKind.RECEIPT_PDF, [account.partnerId]);
  try {
    const id = await insertPayment(sql, account, {
      ...checked,
      receiptNumber,
      date: input.date,
      method: input.method,
      gateway: input.gateway ?? null,
      provider: input.provider ?? null,
      origin: (input.desk ?? input.bank)?.origin ?? null,
      bankTransactionId: input.bank?.transactionId ?? null,
      proformaId: input.proformaId ?? null,
      printed: printed.get(account.partnerId) ?? null,
    });
    return id === null ? null : { id, receiptNumber };
  } catch (error) {
    if (violatedConstraint(error)?.includes('receipt_number'))
      throw conflict(
        'NUMBER_TAKEN',
        `Receipt number ${receiptNumber} is taken already. Change the number format in the finance settings.`,
      );
    throw error;
  }
}

async function nextReceiptNumber(
  sql: ScopedSql,
  account: Account,
  { date, method }: NewPayment,
): Promise<string> {
  const { receiptNumberFormat: format } = await accountSettings(sql, account);
  const vars = {
    customerId: account.number,
    partnerId: account.partnerNumber,
    date,
    method,
  };
  const [receiptNumber] = await assignNumbers(sql, 'RECEIPT', [
    { partner: { id: account.partnerId, path: account.partnerPath }, format, vars },
  ]);
  return receiptNumber;
}
