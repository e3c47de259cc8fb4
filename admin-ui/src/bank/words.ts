import type { Tone } from '@backhaul/design';
import type { Entry, FileParts } from './api.ts';

export const STATUS_WORDS: Readonly<Record<Entry['status'], { label: string; tone: Tone }>> = {
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

/** Whether somebody can post it as it stands. */
export const waits = ({ status }: Entry): boolean =>
  status === 'SUGGESTED' || status === 'UNMATCHED';

export const isReturn = ({ kind }: Entry): boolean => kind === 'RETURN';

/** The choices of the list's filter. */
export const VIEWS = [
  { id: 'waiting', label: 'Waiting', filter: { waiting: true } },
  { id: 'posted', label: 'Posted', filter: { status: 'POSTED' } },
  { id: 'ignored', label: 'Ignored', filter: { status: 'IGNORED' } },
  { id: 'out', label: 'Money out', filter: { status: 'OUTGOING' } },
] as const;
