import { daysBetween, type LocalDate } from '../time/calendar.ts';
import { yearAndDay } from '../schedule/automationWords.ts';
import { yearOf } from '../time/dayNumber.ts';
import { writtenDay } from './amounts.ts';
import {
  BLANK_ENTRY,
  Unreadable,
  type Balance,
  type BankEntry,
  type BankReader,
  type Found,
  type NamedAccount,
} from './entry.ts';
import { detailsOf } from './mt940Details.ts';

/** No field of a statement has more lines than this: what goes on is another kind of file. */
const LINES_MAX = 200;
/** No line of one is longer. */
const LENGTH_MAX = 100_000;
const MOVEMENT =
  /^(\d{2})(\d{2})(\d{2})(\d{4})?(R?[CD])([A-Z])?(\d{1,15}(?:[.,]\d*)?)(?:([A-Z][A-Z0-9]{3})([^\n]*))?/;
const BALANCE = /^([CD])(\d{2})(\d{2})(\d{2})([A-Z]{3})(\d{1,15}(?:[.,]\d*)?)/;

/** A field with its lines; line: where it begins. */
interface TaggedField {
  tag: string;
  lines: string[];
  line: number;
}

/** Whether a text begins like a statement of SWIFT's, with or without block headers. */
export function looksLikeMt940(beginning: string): boolean {
  return (
    /^\s*(\{1:[^}]*\}\s*)?([^\n]{0,200}\n){0,12}?\s*:20:/.test(beginning) &&
    /:25:|:60[FM]:/.test(beginning)
  );
}

/** Reads MT940 line by line: statements of one page or several, with or without block headers. */
export function mt940Reader(): BankReader {
  let rest = '';
  let number = 0;
  let field: TaggedField | null = null;
  const statement = statementReader();
  const take = (line: string): Found[] => {
    number += 1;
    const plain = line.replace(/^\{[1-3]:.*?\{4:\s*$/, '').replace(/\s+$/, '');
    if (/^-?\}?\s*(\{5:.*)?$/.test(plain)) return plain ? closeField() : [];
    const [, tag, text] =
      /^:(\d{2}[A-Z]?):(.*)$/.exec(plain.replace(/^(\{[1-5]:.*?\})*(\{4:)?/, '')) ?? [];
    if (tag) {
      const found = closeField();
      field = { tag, lines: [text], line: number };
      return found;
    }
    if (field && field.lines.push(plain) > LINES_MAX)
      throw new Unreadable('This field has too many lines for a statement.', field.line);
    return [];
  };
  const closeField = (): Found[] => {
    const closed = field;
    field = null;
    return closed ? statement.take(closed) : [];
  };
  return {
    push(text) {
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      if (rest.length > LENGTH_MAX)
        throw new Unreadable('This line is too long for a statement.', number + 1);
      return lines.flatMap(take);
    },
    end: () => [...(rest ? take(rest) : []), ...closeField(), ...statement.end()],
  };
}

interface Open {
  account: NamedAccount;
  number: string | null;
  currency: string | null;
  /** The page before ended with a balance that another page goes on from. */
  goesOn: boolean;
  closing: Balance | null;
}

function statementReader() {
  let account: TaggedField | null = null;
  let number: string | null = null;
  let open: Open | null = null;
  let entry: BankEntry | null = null;

  const letEntryGo = (): Found[] => {
    const done = entry;
    entry = null;
    return done ? [{ kind: 'entry', entry: done }] : [];
  };
  const close = (): Found[] => {
    const found = letEntryGo();
    if (open)
      found.push({ kind: 'closing', balance: open.closing, date: open.closing?.date ?? null });
    open = null;
    return found;
  };
  const begin = (field: TaggedField): Found[] => {
    if (!account)
      throw new Unreadable('A balance stands here before any account (:25:).', field.line);
    const of = accountOf(account.lines[0]);
    if (field.tag === '60M' && open?.goesOn && sameAccount(open.account, of)) {
      open.goesOn = false;
      return [];
    }
    const found = close();
    const { balance, currency, warnings } = balanceOf(field);
    open = { account: of, number, currency, goesOn: false, closing: null };
    const date = balance.date;
    const head = { account: of, number, currency, date, opening: balance };
    return [...found, { kind: 'statement', head, line: account.line }, ...warnings];
  };
  const end = (field: TaggedField): Found[] => {
    if (!open)
      throw new Unreadable('A closing balance stands here before an opening one.', field.line);
    const found = letEntryGo();
    const { balance, warnings } = balanceOf(field);
    open.closing = balance;
    open.goesOn = field.tag === '62M';
    return [...found, ...warnings, ...(open.goesOn ? [] : close())];
  };
  const move = (field: TaggedField): Found[] => {
    if (!open) throw new Unreadable('A movement stands here outside of a statement.', field.line);
    const found = letEntryGo();
    const read = movementOf(field, open.currency);
    entry = read.entry;
    return [...found, ...read.warnings];
  };
  const take = (field: TaggedField): Found[] => {
    if (field.tag === '25' || field.tag === '25P') account = field;
    else if (field.tag === '28C' || field.tag === '28')
      number = field.lines[0].split('/')[0].trim() || null;
    else if (field.tag === '60F' || field.tag === '60M') return begin(field);
    else if (field.tag === '61') return move(field);
    else if (field.tag === '86' && entry) entry = { ...entry, ...detailsOf(field.lines, entry) };
    else if (field.tag === '62F' || field.tag === '62M') return end(field);
    return [];
  };
  return { take, end: close };
}

const sameAccount = (a: NamedAccount, b: NamedAccount) => a.iban === b.iban && a.other === b.other;

function accountOf(text: string): NamedAccount {
  const plain = text.replace(/\s/g, '').toUpperCase();
  const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}/.exec(plain)?.[0] ?? null;
  // some banks write the currency behind it
  return iban
    ? { iban: iban.replace(/[A-Z]{3}$/, ''), other: null }
    : { iban: null, other: plain.replace(/(?<=\d)[A-Z]{3}$/, '') || null };
}

function balanceOf(field: TaggedField): { balance: Balance; currency: string; warnings: Found[] } {
  const match = BALANCE.exec(field.lines[0]);
  if (!match)
    throw new Unreadable(`This is no balance: ":${field.tag}:${field.lines[0]}".`, field.line);
  const [, mark, year, month, day, currency, amount] = match;
  const date = writtenDay(fullYear(year), Number(month), Number(day));
  if (!date) throw new Unreadable(`There is no such day: ${year}${month}${day}.`, field.line);
  const signed = plainAmount(amount, mark === 'D');
  return {
    balance: { amount: signed, date: date.date },
    currency,
    warnings: corrected(date, `${year}${month}${day}`, field.line),
  };
}

function movementOf(
  field: TaggedField,
  currency: string | null,
): { entry: BankEntry | null; warnings: Found[] } {
  const match = MOVEMENT.exec(field.lines[0]);
  const aside = (why: string): { entry: null; warnings: Found[] } => ({
    entry: null,
    warnings: [{ kind: 'warning', code: 'ENTRY_SET_ASIDE', line: field.line, message: why }],
  });
  if (!match) return aside(`This movement cannot be read: ":61:${field.lines[0].slice(0, 80)}".`);
  const [, year, month, day, booked, mark, , amount, code = null, behind = ''] = match;
  const value = writtenDay(fullYear(year), Number(month), Number(day));
  if (!value) return aside(`There is no such day: ${year}${month}${day}.`);
  const booking = booked ? bookedNear(value.date, booked) : value;
  if (!booking) return aside(`There is no such day: ${booked}.`);
  const [ours = '', theirs] = behind.split('//');
  const bankReference = theirs?.trim() || null;
  const entry: BankEntry = {
    ...BLANK_ENTRY,
    line: field.line,
    bookingDate: booking.date,
    valueDate: value.date,
    amount: plainAmount(amount, mark === 'D' || mark === 'RC'),
    currency,
    lines: field.lines.slice(1).join('\n'),
    bankReference: bankReference === 'NONREF' ? null : bankReference,
    customerReference: /^(NONREF)?\s*$/.test(ours) ? null : ours.trim(),
    code,
    reversal: mark === 'RC' || mark === 'RD',
  };
  return { entry, warnings: corrected(value, `${year}${month}${day}`, field.line) };
}

function corrected(
  { date, corrected: moved }: { date: LocalDate; corrected: boolean },
  written: string,
  line: number,
): Found[] {
  const message = `There is no day ${written}; ${yearAndDay(date)}, the month's last, was taken.`;
  return moved ? [{ kind: 'warning', code: 'DATE_CORRECTED', line, message }] : [];
}

/** The day and month of a booking, in the year that lies nearest to the day that it counts from. */
function bookedNear(value: LocalDate, monthAndDay: string) {
  const of = (year: number) =>
    writtenDay(year, Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(2)));
  const year = yearOf(value);
  const [nearest] = [year, year + 1, year - 1]
    .flatMap((each) => of(each) ?? [])
    .sort((a, b) => Math.abs(daysBetween(value, a.date)) - Math.abs(daysBetween(value, b.date)));
  return nearest ?? null;
}

/** Two digits: 80 to 99 are of the last century. */
const fullYear = (year: string) => Number(year) + (Number(year) >= 80 ? 1900 : 2000);

/** "75,", "75,5" and "75" as a plain decimal. */
function plainAmount(text: string, negative: boolean): string {
  const [whole, decimals = ''] = text.split(/[.,]/);
  const decimal = `${whole.replace(/^0+(?=\d)/, '')}${decimals ? `.${decimals}` : ''}`;
  return negative && /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}
