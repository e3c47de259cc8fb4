import { exactMinor, sayDecimal } from '@backhaul/domain/bank/amounts';
import { addsUp, followsOn } from '@backhaul/domain/bank/chain';
import {
  Unreadable,
  type Balance,
  type BankEntry,
  type Found,
  type NamedAccount,
  type StatementHead,
} from '@backhaul/domain/bank/entry';
import { DOCUMENT_MAX_MINOR, magnitude } from '@backhaul/domain/money/limits';
import { currencyDigits } from '@backhaul/domain/money/money';
import { sayAmount } from '@backhaul/domain/money/sayAmount';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  accountById,
  accountsInScope,
  lockAccountRow,
  type AccountRow,
  type FileToRead,
} from './files.store.ts';
import { addEntries } from './addEntries.ts';
import { storable, type EntryToAdd } from './entryRows.ts';
import {
  clockOfPartner,
  closeStatement,
  insertStatement,
  statementBefore,
} from './statements.store.ts';

/** So many entries are written by one round of statements. */
const AT_ONCE = 1000;
/** More warnings than these help nobody; how many more there are is said. */
const WARNINGS_MAX = 500;

interface Warning {
  code: string;
  line: number | null;
  message: string;
}

interface Open {
  id: string;
  account: AccountRow;
  digits: number;
  head: StatementHead;
  sum: bigint;
  position: number;
  first: LocalDate | null;
  last: LocalDate | null;
  known: number;
}

/** Takes in what a reader finds, entries by the thousand. */
export async function intakeOf(sql: ScopedSql, file: FileToRead) {
  const accounts = file.namedAccountId ? [] : await accountsInScope(sql);
  const named = file.namedAccountId ? await accountById(sql, file.namedAccountId) : null;
  const warnings: Warning[] = [];
  const counts = { entriesNew: 0, entriesKnown: 0 };
  const locked = new Set<string>();
  const unknown = new Set<string>();
  let more = 0;
  let waiting: EntryToAdd[] = [];
  let open: Open | null = null;
  let statements = 0;
  let any = false;
  let member = 0;

  const warn = (warning: Warning) => {
    const message = storable(warning.message);
    if (warnings.length < WARNINGS_MAX) warnings.push({ ...warning, message });
    else more += 1;
  };
  const flush = async () => {
    if (!open || !waiting.length) return;
    const entries = waiting;
    waiting = [];
    const { fresh, known } = await addEntries(sql, { file, member, statement: open }, entries);
    counts.entriesNew += fresh;
    counts.entriesKnown += known;
    open.known += known;
  };
  const begin = async (head: StatementHead, line: number) => {
    any = true;
    const account = accountOf(head.account, { named, accounts });
    if (!account) {
      if (named) throw new Unreadable(`This file is of another account than ${named.name}.`, line);
      unknown.add(nameOf(head.account));
      return;
    }
    if (!locked.has(account.id)) await lockAccountRow(sql, account.id);
    locked.add(account.id);
    const id = await insertStatement(sql, account, {
      fileId: file.id,
      position: ++statements,
      number: head.number,
    });
    const digits = currencyDigits(account.currency);
    open = { id, account, digits, head, sum: 0n, position: 0, first: null, last: null, known: 0 };
  };
  const add = async (entry: BankEntry) => {
    if (!open) return;
    const read = amountOf(entry, open);
    if ('problem' in read)
      return warn({
        code: 'ENTRY_SET_ASIDE',
        line: entry.line,
        message: `Set aside: ${read.problem}.`,
      });
    if (isFull(waiting, entry)) await flush();
    open.sum += read.minor;
    if (!open.first || entry.bookingDate < open.first) open.first = entry.bookingDate;
    if (!open.last || entry.bookingDate > open.last) open.last = entry.bookingDate;
    waiting.push({ entry, minor: read.minor, position: ++open.position });
  };
  const close = async (balance: Balance | null, date: LocalDate | null) => {
    await flush();
    if (open)
      for (const warning of await closed(sql, open, balance, date))
        warn({ ...warning, line: null });
    open = null;
  };
  const takeOne = async (found: Found) => {
    if (found.kind === 'statement') await begin(found.head, found.line);
    else if (found.kind === 'entry') await add(found.entry);
    else if (found.kind === 'closing') await close(found.balance, found.date);
    else if (open) warn(found);
  };
  return {
    /** What comes now is the next one of the files that are packed into it. */
    next(): void {
      member += 1;
    },
    async take(all: readonly Found[]): Promise<void> {
      for (const found of all) await takeOne(found);
    },
    async end() {
      if (!any) throw new Unreadable('There is no statement in this file.');
      tellUnknown(warnings, { unknown: [...unknown], statements, more });
      return { ...counts, warnings };
    },
  };
}

/** Whether enough wait to be written before an entry; the parts of one booking are looked at together. */
function isFull(waiting: readonly EntryToAdd[], { entryReference }: BankEntry): boolean {
  if (waiting.length < AT_ONCE) return false;
  return !entryReference || waiting.at(-1)?.entry.entryReference !== entryReference;
}

/** Says which accounts were left out; a file that is of none that is set up here is not taken. */
function tellUnknown(
  warnings: Warning[],
  { unknown, statements, more }: { unknown: readonly string[]; statements: number; more: number },
): void {
  const names = unknown.join(', ');
  if (!statements)
    throw new Unreadable(
      names ? `Account ${names} is not set up here.` : 'Name the account that this file is of.',
    );
  const message = `Account ${names} is not set up here: what is of it was left out.`;
  if (names) warnings.unshift({ code: 'UNKNOWN_ACCOUNT', line: null, message });
  if (more) warnings.push({ code: 'MORE', line: null, message: `And ${more} more warnings.` });
}

const nameOf = ({ iban, other }: NamedAccount) => iban ?? other ?? 'without a number';

/** Which account a statement is of: by IBAN, by number, or by bank code and number, both of which an IBAN contains. */
function accountOf(
  said: NamedAccount,
  { named, accounts }: { named: AccountRow | null; accounts: readonly AccountRow[] },
): AccountRow | undefined {
  const fits = (account: AccountRow) => isOf(account, said);
  if (named) return (said.iban === null && said.other === null) || fits(named) ? named : undefined;
  return accounts.find(fits);
}

function isOf({ iban, accountNumber }: AccountRow, said: NamedAccount): boolean {
  if (said.iban) return said.iban === iban;
  if (!said.other) return false;
  const plain = said.other.replace(/\s/g, '');
  if (accountNumber && plain.replace(/^.*\//, '') === accountNumber) return true;
  if (plain === accountNumber || plain === iban) return true;
  const parts = plain.split('/').map((part) => part.replace(/^0+/, ''));
  return (
    iban !== null &&
    parts.length === 2 &&
    parts.every((part) => part.length > 3 && iban.slice(4).includes(part))
  );
}

function amountOf(
  entry: BankEntry,
  { account, digits }: Open,
): { minor: bigint } | { problem: string } {
  if (entry.currency && entry.currency !== account.currency)
    return { problem: `it is in ${entry.currency}, the account in ${account.currency}` };
  const said = () => sayDecimal(entry.amount, account.currency);
  const minor = exactMinor(entry.amount, digits);
  if (minor === null)
    return { problem: `${said()} has more decimals than ${account.currency} has (${digits})` };
  if (magnitude(minor) > DOCUMENT_MAX_MINOR) return { problem: `${said()} is too much` };
  return minor === 0n ? { problem: 'nothing moved' } : { minor };
}

async function closed(
  sql: ScopedSql,
  open: Open,
  balance: Balance | null,
  date: LocalDate | null,
): Promise<{ code: string; message: string }[]> {
  const { id, account, digits, head, sum, first, last } = open;
  const on = date ?? last ?? head.date ?? sql.today(await clockOfPartner(sql, account.partnerId));
  const minor = (each: Balance | null) => {
    const read = each && exactMinor(each.amount, digits);
    return read !== null && magnitude(read) <= DOCUMENT_MAX_MINOR ? read : null;
  };
  const write = (value: bigint) => sayAmount(value, account.currency);
  const [opening, closing] = [minor(head.opening), minor(balance)];
  const from = first ?? on;
  const off = addsUp({ opening, entries: sum, closing, from }, write);
  const before = opening === null ? null : await statementBefore(sql, account.id, { id, date: on });
  const broken = followsOn(before, { opening, from, known: Boolean(open.known) }, write);
  await closeStatement(sql, id, { date: on, opening, closing, addsUp: !off, followsOn: !broken });
  return [off, broken].flatMap((warning) => warning ?? []);
}
