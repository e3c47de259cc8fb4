import { z } from 'zod';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { shortDate } from '@backhaul/domain/time/calendar';
import { conflict, ofInput, Refusal } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { createInvoice, entered } from '../invoices/index.ts';
import { lockAccount } from '../ledger/index.ts';
import { DiscountKind } from '../services/index.ts';
import { parsing, type Look } from './kind.ts';

const discount = z.object({
  kind: z.enum(DiscountKind),
  value: z.string(),
  message: z.string().nullable(),
});
const params = z.object({
  documentDate: z.iso.date(),
  dueDate: z.iso.date().nullable(),
  draft: z.boolean(),
  lines: z.array(
    z.object({
      description: z.string(),
      quantity: z.string(),
      unitPrice: z.string(),
      taxRateId: z.uuid().nullable(),
      taxIncluded: z.boolean(),
      discount: discount.nullable(),
    }),
  ),
});
/** The same document for many: what stands on it. */
export type SameInvoice = z.infer<typeof params>;

/** Makes the same one-time invoice for customers, issued at once or as drafts. */
export const issueInvoices = parsing(params, {
  needs: () => ['invoices:write'],
  // each takes its customer's lock for a moment
  lookAtOnce: 20,
  async look(sql, ids, document) {
    const looks: Look[] = [];
    // in one order, so that two never wait for each other
    for (const id of [...ids].sort()) looks.push(await lookAt(sql, id, document));
    return looks;
  },
  async act(sql, id, { params: document, stamp }) {
    const { after, effect, amount, stamp: now } = await lookAt(sql, id, document);
    if (now !== stamp)
      throw conflict('STALE_PREVIEW', 'What it would be changed since it was looked at.');
    await createInvoice(sql, { ...document, customerId: id });
    return { after, effect, amount };
  },
});

/** Refuses by field, as input `invoice`, a document that not even the first of its customers can have. */
export async function refuseWrong(
  sql: ScopedSql,
  customerId: string,
  document: SameInvoice,
): Promise<void> {
  const account = await lockAccount(sql, customerId);
  await ofInput('invoice', () => entered(sql, account, { ...document, customerId }));
}

async function lookAt(sql: ScopedSql, id: string, document: SameInvoice): Promise<Look> {
  const account = await lockAccount(sql, id);
  const { currency, balanceMinor, number, name } = account;
  const digits = currencyDigits(currency);
  const before = { balance: formatMinor(balanceMinor, digits) };
  const look = { recordId: id, label: `${number} ${name}`, before };
  try {
    const { lines, documentDate, dueDate } = await entered(sql, account, {
      ...document,
      customerId: id,
    });
    const total = lines.reduce((sum, line) => sum + line.total, 0n);
    return {
      ...look,
      after: document.draft ? before : { balance: formatMinor(balanceMinor - total, digits) },
      effect: `dated ${shortDate(documentDate)}, to be paid by ${shortDate(dueDate)}`,
      amount: { minor: total, currency },
      mailed: !document.draft,
      stamp: [documentDate, dueDate, total, currency].join(' '),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...look, after: before, effect: null, refusal: error.message };
  }
}
