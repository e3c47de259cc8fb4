import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import type { Permission } from '../../kit/permission.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { last } from '../../platform/must.ts';
import { audit } from '../../tenancy/audit.ts';
import { requestViewer } from '../access/index.ts';
import {
  categoryAccount,
  commodityLine,
  moneyAccount,
  payeeOf,
  receivable,
  TAX,
  transaction,
  WRITTEN_OFF,
} from './journal.ts';
import {
  journalCustomers,
  journalEntries,
  journalHead,
  type JournalHead,
} from './journal.store.ts';

const CHUNK = 1000;
const NEEDS: readonly Permission[] = ['exports:read', 'transactions:read', 'customers:read'];
/** Entries of these are booked where the money lies. */
const MONEY = new Set(['Payment', 'Refund']);

/**
 * GET /exports/ledger.hledger: the ledger that the viewer's scope holds, as a journal of plain text accounting, each
 * entry once against what it was for; recorded. `hledger check --strict` and `check payees` accept it.
 */
export async function sendJournal(app: App, req: Request, res: Response): Promise<void> {
  const viewer = await requestViewer(app, req, 'admin');
  if (!viewer || viewer.kind === 'CUSTOMER') {
    res.status(401).type('text').send('Sign in first.\n');
    return;
  }
  if (!NEEDS.every((need) => viewer.permissions.has(need))) {
    res.status(403).type('text').send('You are not allowed to do this.\n');
    return;
  }
  const head = await app.boundary.inSql(viewer.scope, async (sql) => {
    await audit(sql, { action: 'export', entity: 'ledger' });
    return journalHead(sql);
  });
  res.setHeader('cache-control', 'no-store');
  res.attachment('ledger.hledger').type('text/plain; charset=utf-8');
  await pipeline(Readable.from(journal(app, viewer, head)), res);
}

/** In chunks, each a look of its own: memory stays flat however much there is. */
async function* journal(app: App, viewer: Viewer, head: JournalHead): AsyncGenerator<string> {
  yield declared(head);
  for (let after = 0; ;) {
    const from = after;
    const customers = await app.boundary.inSql(viewer.scope, (sql) =>
      journalCustomers(sql, from, CHUNK),
    );
    yield customers.map((each) => `account ${receivable(each)}\npayee ${payeeOf(each)}\n`).join('');
    if (customers.length < CHUNK) break;
    after = last(customers).number;
  }
  yield '\n';
  for (let after = { date: '0001-01-01', seq: 0n }; ;) {
    const from = after;
    const entries = await app.boundary.inSql(viewer.scope, (sql) =>
      journalEntries(sql, head.until, from, CHUNK),
    );
    yield entries.map(transaction).join('');
    if (entries.length < CHUNK) return;
    const { date, seq } = last(entries);
    after = { date, seq };
  }
}

function declared({ currencies, categories, methods }: JournalHead): string {
  const accounts = new Set([
    TAX,
    WRITTEN_OFF,
    ...categories.filter((category) => !MONEY.has(category)).map(categoryAccount),
    ...methods.map(moneyAccount),
  ]);
  return [
    'decimal-mark .\n',
    ...currencies.map(commodityLine),
    ...[...accounts].sort().map((account) => `account ${account}\n`),
  ].join('');
}
