import type { Clock } from '../../platform/clock.ts';
import { plainDecimal } from '@backhaul/domain/money/decimals';
import { got } from '../../platform/must.ts';
import { badInput, conflict, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { contentHash } from '../../kit/content.ts';
import { optionalText, textInput } from '../../kit/input.ts';
import { applyDefaults, writeCustomFields } from '../fields/index.ts';
import { firstOpenDay } from '../closing/index.ts';
import { dueOf, takeBackWriteOffs } from '../invoices/index.ts';
import {
  type Account,
  accountSettings,
  allocateCredits,
  announceMoney,
  auditPlace,
  lockAccount,
  post,
} from '../ledger/index.ts';
import { assignNumbers } from '../numbers/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { insertNote, noteOfKey } from './creditNotes.store.ts';
import type { CreditNoteInput } from './creditNotes.types.ts';
import { plannedNote, type PlannedNote, type Wished } from './planned.ts';

/** An input whose ids are ids. */
export type NewCreditNote = Omit<CreditNoteInput, 'invoiceLines'> &
  Wished & {
    customerId: string;
    /** Somebody was there to be asked for its custom fields. */
    byHand?: boolean;
  };

/**
 * Issues a credit note: numbered, one CREDIT on the ledger. It settles what is due of its invoice first; the rest raises
 * the balance, and pays other open invoices by itself. What was written off of the invoice is taken back where the note
 * takes its place, by entries of today, whatever the note's own date. A key used before with the same content gives the
 * first note again. Refuses NOT_FOUND, wrong values by field (also an invoice that is not this customer's, or not
 * issued), CONFLICT MORE_THAN_INVOICE, and IDEMPOTENCY_KEY_REUSED for a key used with other content.
 */
export async function createCreditNote(
  sql: ScopedSql,
  input: NewCreditNote,
  todayIn: Clock['today'],
): Promise<string> {
  const reason = reasonOf(input);
  const key = optionalText(input.idempotencyKey, 'idempotencyKey') ?? null;
  const hash = contentOf(input, reason);
  const account = await lockAccount(sql, input.customerId);
  const before = key === null ? null : await noteOfKey(sql, account.partnerId, key);
  if (before && before.contentHash !== hash) throw keyReused();
  if (before) return before.id;
  const planned = await plannedNote(sql, account, input, todayIn);
  const { invoice } = planned;
  if (invoice && input.documentDate < invoice.documentDate)
    throw badInput({
      documentDate: `is before invoice ${invoice.number}, which is of ${invoice.documentDate}`,
    });
  const number = await nextNumber(sql, account, input.documentDate);
  const id = await writeNote(sql, account, input, { planned, number, reason, key, hash });
  const fields = await giveFields(sql, account, id, input);
  const today = await firstOpenDay(sql, account, todayIn(account.clock));
  const applied = await takeEffect(sql, account, id, number, { ...input, today }, planned);
  await audit(sql, {
    action: 'create',
    entity: 'credit-note',
    entityId: id,
    after: {
      number,
      customerId: account.id,
      invoiceId: input.invoiceId,
      documentDate: input.documentDate,
      total: planned.total,
      applied,
      reason,
      customFields: fields?.after,
    },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
  return id;
}

/** Its custom fields: as they are given, or the defaults where nobody was asked. */
async function giveFields(
  sql: ScopedSql,
  { partnerId, partnerPath }: Account,
  id: string,
  { byHand, customFields }: NewCreditNote,
) {
  if (byHand)
    return writeCustomFields(
      sql,
      'CREDIT_NOTE',
      { id, partnerId, partnerPath },
      customFields,
      null,
    );
  await applyDefaults(sql, 'CREDIT_NOTE', [id]);
  return null;
}

function reasonOf({ reason }: NewCreditNote): string {
  if (!reason.trim())
    throw badInput({ reason: 'say why it is credited; it is printed on the note' });
  return textInput(reason, 'reason', { max: 500 });
}

function contentOf(input: NewCreditNote, reason: string): string {
  const plain = (amount: string | null | undefined) =>
    amount == null ? null : plainDecimal(amount);
  const { customerId, invoiceId, documentDate, lines, invoiceLines, amount } = input;
  return contentHash([
    customerId,
    invoiceId,
    documentDate,
    lines?.map((line) => ({
      ...line,
      unitPrice: plain(line.unitPrice),
      quantity: plain(line.quantity ?? '1'),
      taxRateId: line.taxRateId?.toLowerCase() ?? null,
      taxIncluded: line.taxIncluded ?? false,
      discount: null,
    })) ?? null,
    invoiceLines?.map((line) => ({ position: line.position, amount: plain(line.amount) })) ?? null,
    plain(amount),
    reason,
    ...(input.customFields == null ? [] : [input.customFields]),
  ]);
}

function keyReused() {
  return conflict(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotency key was used for another credit note. Use a new key for a new note.',
  );
}

async function nextNumber(sql: ScopedSql, account: Account, date: string): Promise<string> {
  const { creditNoteNumberFormat: format } = await accountSettings(sql, account);
  const [number] = await assignNumbers(sql, 'CREDIT_NOTE', [
    {
      partner: { id: account.partnerId, path: account.partnerPath },
      format,
      vars: { customerId: account.number, partnerId: account.partnerNumber, date },
    },
  ]);
  return number;
}

async function writeNote(
  sql: ScopedSql,
  account: Account,
  { invoiceId, documentDate }: NewCreditNote,
  note: { planned: PlannedNote; number: string; reason: string; key: string | null; hash: string },
): Promise<string> {
  const { planned, ...rest } = note;
  const printed = await printedWith(sql, TemplateKind.CREDIT_NOTE_PDF, [account.partnerId]);
  got(printed, account.partnerId);
  try {
    const id = await insertNote(
      sql,
      account,
      { invoiceId, documentDate, ...planned, ...rest },
      printed,
    );
    // the same key came for another customer of the partner at this very moment: that one's content differs
    if (id === null) throw keyReused();
    return id;
  } catch (error) {
    if (violatedConstraint(error)?.includes('number'))
      throw conflict(
        'NUMBER_TAKEN',
        `Credit note number ${note.number} is taken already. Change the number format in the finance settings.`,
      );
    throw error;
  }
}

/** The ledger's entry of a note, and what it settles of its invoice; returns that, in minor units. */
async function takeEffect(
  sql: ScopedSql,
  account: Account,
  creditNoteId: string,
  number: string,
  { documentDate: date, today }: NewCreditNote & { today: string },
  { invoice, total, tax }: PlannedNote,
): Promise<bigint> {
  const most = invoice ? total - (await dueOf(sql, invoice.id)) : 0n;
  const taken =
    invoice && most > 0n
      ? await takeBackWriteOffs(sql, account, invoice.id, {
          on: today,
          reason: `Credit note ${number}`,
          most,
        })
      : null;
  const [transactionId] = await post(sql, account, [
    {
      type: 'CREDIT',
      amountMinor: total,
      taxMinor: tax,
      category: 'Service',
      description: `Credit note ${number}${invoice ? ` for invoice ${invoice.number}` : ''}`,
      creditNoteId,
      date,
      settles: true,
    },
  ]);
  const due = invoice ? await dueOf(sql, invoice.id) : 0n;
  const applied = due < total ? due : total;
  if (invoice && applied > 0n)
    await allocateCredits(sql, [
      {
        customerId: account.id,
        partnerId: account.partnerId,
        partnerPath: account.partnerPath,
        invoiceId: invoice.id,
        transactionId,
        paymentId: null,
        creditNoteId,
        amount: applied,
        madeBy: 'CREDIT_NOTE',
        // what was written off is settled by the note from the day on which it is owed again
        date: taken && taken.on > date ? taken.on : date,
      },
    ]);
  sql.happened('creditNoteIssued', { customerId: account.id, creditNoteId, on: date });
  return applied;
}
