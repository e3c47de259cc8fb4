import type { Tone } from '@backhaul/design';
import type { Entry, FileParts } from './api.ts';

const STATUS_WORDS: Readonly<Record<Entry['status'], { label: string; tone: Tone }>> = {
  SUGGESTED: { label: 'Suggested', tone: 'waiting' },
  UNMATCHED: { label: 'Nobody found', tone: 'due' },
  POSSIBLE_DUPLICATE: { label: 'Possible duplicate', tone: 'due' },
  AWAITING_DETAILS: { label: 'Waits for details', tone: 'neutral' },
  POSTED: { label: 'Posted', tone: 'paid' },
  IGNORED: { label: 'Ignored', tone: 'neutral' },
  OUTGOING: { label: 'Money out', tone: 'neutral' },
};

export const FILE_WORDS: Readonly<Record<FileParts['status'], { label: string; tone: Tone }>> = {
  READING: { label: 'Being read', tone: 'waiting' },
  DONE: { label: 'Read', tone: 'paid' },
  FAILED: { label: 'Not taken', tone: 'overdue' },
  UNDONE: { label: 'Taken back', tone: 'neutral' },
};

/** Where an entry stands, in words. */
export function statusWords({ status, kind }: Entry): { label: string; tone: Tone } {
  const said = STATUS_WORDS[status];
  return status === 'UNMATCHED' && kind === 'RETURN'
    ? { ...said, label: 'No payment found' }
    : said;
}

/** Whether somebody can post it as it stands. */
export const waits = ({ status }: Entry): boolean =>
  status === 'SUGGESTED' || status === 'UNMATCHED';

export const isReturn = ({ kind }: Entry): boolean => kind === 'RETURN';

type Suggestion = Entry['suggestions'][number];

/** Who else may have paid: each once, and not who is suggested anyway. */
export function alternativesOf({
  suggestions: [best, ...others],
}: Entry): { names: string; suggestion: Suggestion }[] {
  const keyOf = ({ parts }: Suggestion) =>
    parts
      .map(({ customer }) => customer.id)
      .sort()
      .join();
  const seen = new Set(best ? [keyOf(best)] : []);
  return others
    .filter((each) => !seen.has(keyOf(each)) && seen.add(keyOf(each)))
    .map((suggestion) => ({
      names: suggestion.parts.map(({ customer }) => customer.name).join(' and '),
      suggestion,
    }));
}

/** By which references of its own an entry is told from others, best first. */
export function referencesOf(entry: Entry): (readonly [label: string, reference: string])[] {
  const all = [
    ['Reference', entry.structuredReference],
    ['End-to-end id', entry.endToEndId],
    ['Customer reference', entry.customerReference],
  ] as const;
  return all.flatMap(([label, reference]) => (reference ? [[label, reference] as const] : []));
}

/** Whom an entry is from and what it is about, as far as the bank says: where it says neither, its references. */
export function calledOf(entry: Entry): { from: string; about: string } {
  const references = referencesOf(entry).map(([label, reference]) => `${label} ${reference}`);
  return {
    from: entry.name ?? entry.iban ?? 'No name',
    about: entry.text || references.join(', ') || 'No text',
  };
}

/** The choices of the list's filter. */
export const VIEWS = [
  { id: 'waiting', label: 'Waiting', filter: { waiting: true } },
  { id: 'posted', label: 'Posted', filter: { status: 'POSTED' } },
  { id: 'ignored', label: 'Ignored', filter: { status: 'IGNORED' } },
  { id: 'out', label: 'Money out', filter: { status: 'OUTGOING' } },
] as const;
