import { v7 as uuid } from 'uuid';
import type { PlannedLine } from '@backhaul/domain/charging/plan';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, post, type Posting, recordedBy } from '../ledger/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { insertDocument, type NewDocument } from './documents.store.ts';
import { insertLines, linesOf } from './lines.store.ts';

export interface NewInvoice extends Pick<
  NewDocument,
  | 'state'
  | 'number'
  | 'documentDate'
  | 'dueDate'
  | 'dueAtOnce'
  | 'draftLines'
  | 'note'
  | 'terms'
  | 'memo'
> {
  account: Account;
  lines: PlannedLine[];
}

/** What a document's lines come to, in minor units. */
export function sumsOf(
  lines: readonly PlannedLine[],
): Pick<NewDocument, 'netMinor' | 'taxMinor' | 'totalMinor'> {
  const sum = (key: 'net' | 'tax' | 'total') =>
    lines.reduce((total, line) => total + line[key], 0n);
  return { netMinor: sum('net'), taxMinor: sum('tax'), totalMinor: sum('total') };
}

/** What the ledger says of lines that are not for days or items. */
const CATEGORIES: Readonly<Record<string, 'Discount' | 'Usage'>> = {
  DISCOUNT: 'Discount',
  USAGE: 'Usage',
};

/** Writes one manual invoice with its lines, as a draft or issued; moves no balance. Returns its id. */
export async function writeInvoice(sql: ScopedSql, invoice: NewInvoice): Promise<string> {
  const id = uuid();
  const { account, lines, ...document } = invoice;
  const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, [account.partnerId]);
  await insertDocument(
    sql,
    {
      ...document,
      id,
      customerId: account.id,
      ...sumsOf(lines),
      recordedBy: recordedBy(sql).name,
    },
    printed,
  );
  await insertLines(sql, id, account, lines);
  return id;
}

/**
 * The ledger entries of an issued invoice: one per line, tax included; a negative line (a discount)
 * raises the balance.
 */
export async function postInvoice(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  date: string,
): Promise<void> {
  const lines = await linesOf(sql, invoiceId);
  await post(
    sql,
    account,
    lines.map(({ kind, totalMinor, taxMinor, ...line }): Posting => {
      const lowers = totalMinor >= 0n;
      return {
        ...line,
        type: lowers ? 'DEBIT' : 'CREDIT',
        amountMinor: lowers ? totalMinor : -totalMinor,
        taxMinor: lowers ? taxMinor : -taxMinor,
        category: CATEGORIES[kind] ?? 'Service',
        invoiceId,
        date,
      };
    }),
  );
}
