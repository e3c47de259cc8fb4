import { readAmount } from './amounts.ts';
import type { BankEntry } from './entry.ts';

/** What :86: adds to a movement. */
type Details = Partial<BankEntry>;

const KEYWORDS = 'EREF KREF MREF CRED DEBT SVWZ ABWA ABWE IBAN BIC COAM OAMT RREF PURP'.split(' ');
const KEYWORD = new RegExp(`(${KEYWORDS.join('|')})\\+`, 'g');
const SLASHED =
  'EREF KREF MARF CSID NAME IBAN BIC REMI TRTP CNTP RTRN ISDT CREF PREF SVCL PURP ORDP BENM ULTD ULTC ADDR ID'.split(
    ' ',
  );
const SLASH = new RegExp(`/(${SLASHED.join('|')})/`, 'g');

/** Reads :86: in any of its three dialects; what none of them explains is the text as it stands. */
export function detailsOf(lines: readonly string[], entry: BankEntry): Details {
  const joined = lines.join('');
  const coded = /^(\d{3})([^A-Za-z0-9\s])(?=\d{2})/.exec(joined);
  if (coded) return codedDetails(joined, coded[1], coded[2]);
  if (/^\/[A-Z]{2,4}\//.test(joined)) return slashedDetails(lines.join('\n'));
  const text = [entry.lines, ...lines].filter(Boolean).join('\n');
  return { lines: text };
}

/** 166?00SEPA?20EREF+..?32NAME: a code, then fields of two digits behind a separator. */
function codedDetails(joined: string, code: string, separator: string): Details {
  const fields = new Map<string, string>();
  const marked = joined.slice(3).split(separator).slice(1);
  let last: string | null = null;
  for (const part of marked) {
    const [, key, value] = /^(\d{2})([\s\S]*)$/.exec(part) ?? [];
    if (key && !fields.has(key)) fields.set((last = key), value);
    // the separator stood in the text itself
    else if (last) fields.set(last, `${fields.get(last) ?? ''}${separator}${part}`);
  }
  const text = [...fields]
    .filter(([key]) => /^(2\d|6[0-3])$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]) => value);
  const parts = keywordsIn(text);
  const iban = parts.IBAN ?? fields.get('31') ?? '';
  const name = `${fields.get('32') ?? ''}${fields.get('33') ?? ''}`.trim();
  return {
    code,
    joined: true,
    lines: parts.SVWZ ?? parts[''] ?? '',
    name: parts.ABWA || name || null,
    iban: ibanIn(iban),
    endToEndId: provided(parts.EREF),
    customerReference: provided(parts.KREF),
    mandateReference: provided(parts.MREF),
    originalAmount: amountIn(parts.OAMT),
    returnCode: returnCodeIn(code, `${parts.SVWZ ?? parts[''] ?? ''}`),
  };
}

/**
 * The parts of a text behind its keywords, '' what stands before the first. Keywords may be broken between two pieces:
 * they are looked for in all of it, and the breaks are put back afterwards.
 */
function keywordsIn(pieces: readonly string[]): Record<string, string | undefined> {
  const breaks: number[] = [];
  let text = '';
  for (const piece of pieces) {
    if (text) breaks.push(text.length);
    text += piece;
  }
  const marks = [...text.matchAll(KEYWORD)];
  const found: Record<string, string | undefined> = {};
  const cut = (from: number, to: number) => broken(text, breaks, from, to).trim();
  if (!marks.length || marks[0].index) found[''] = cut(0, marks[0]?.index ?? text.length);
  marks.forEach(({ 0: whole, 1: name, index }, i) => {
    const value = cut(index + whole.length, marks[i + 1]?.index ?? text.length);
    found[name] ??= name === 'SVWZ' || name === 'ABWA' ? value : value.replace(/\n/g, '');
  });
  if (found.ABWA) found.ABWA = found.ABWA.replace(/\n/g, '');
  return found;
}

function broken(text: string, breaks: readonly number[], from: number, to: number): string {
  let out = '';
  let at = from;
  for (const each of breaks) {
    if (each <= from || each >= to) continue;
    out += `${text.slice(at, each)}\n`;
    at = each;
  }
  return out + text.slice(at, to);
}

/** /EREF/../NAME/../REMI/..: words between slashes. */
function slashedDetails(text: string): Details {
  const flat = text.replace(/\n(?=\/)/g, '');
  const marks = [...flat.matchAll(SLASH)];
  const found: Record<string, string | undefined> = {};
  marks.forEach(({ 0: whole, 1: name, index }, i) => {
    const value = flat.slice(index + whole.length, marks[i + 1]?.index ?? flat.length);
    found[name] ??= value.replace(/\/$/, '').trim();
  });
  const [party = '', , partyName = ''] = found.CNTP?.replace(/\n/g, '').split('/') ?? [];
  const remittance = found.REMI?.replace(/^(USTD|STRD)?\/\/?/, '');
  const one = (value: string | undefined) => value?.replace(/\n/g, '').trim() || null;
  return {
    joined: true,
    lines: remittance ?? '',
    name: one(found.NAME) ?? (partyName.trim() || null),
    iban: ibanIn(one(found.IBAN) ?? party),
    endToEndId: provided(one(found.EREF)),
    mandateReference: provided(one(found.MARF)),
    customerReference: provided(one(found.KREF) ?? one(found.PREF)),
    returnCode: /[A-Z]{2}\d{2}/.exec(one(found.RTRN) ?? '')?.[0] ?? null,
  };
}

function provided(text: string | null | undefined): string | null {
  const plain = text?.trim();
  return plain && !/^(NOTPROVIDED|NONREF)$/i.test(plain) ? plain : null;
}

function ibanIn(text: string): string | null {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.exec(text.replace(/\s/g, '').toUpperCase())?.[0] ?? null;
}

function amountIn(text: string | undefined): string | null {
  return (text && readAmount(text.replace(/[^\d.,]/g, ''), ',')) || null;
}

/** Codes of movements that give back what was collected. */
const RETURNS = new Set(['108', '109', '159']);

function returnCodeIn(code: string, text: string): string | null {
  if (!RETURNS.has(code)) return null;
  return /\b(?:A[CGM]|B[E]|F[F]|M[DS]|RC|RR|SL)\d{2}\b/.exec(text.replace(/\n/g, ' '))?.[0] ?? '';
}
