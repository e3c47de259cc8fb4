import type { Tone } from '@backhaul/design';
import type { ImportKind } from '@backhaul/domain/imports/targets';
import type { ImportJob } from './api.ts';

/** What can be imported on screen, in the order of moving in, with what one of it is called. */
export const KIND_WORDS: Readonly<Partial<Record<ImportKind, { many: string; one: string }>>> = {
  CUSTOMER: { many: 'Customers', one: 'customer' },
  SERVICE: { many: 'Services', one: 'service' },
  TARIFF: { many: 'Tariffs', one: 'tariff' },
  PARTNER: { many: 'Partners', one: 'partner' },
  OPENING_BALANCE: { many: 'Opening balances', one: 'opening balance' },
  LOCATION: { many: 'Locations', one: 'location' },
  LABEL: { many: 'Labels', one: 'label' },
};

export function kindWords(kind: ImportKind): { many: string; one: string } {
  return KIND_WORDS[kind] ?? { many: kind.toLowerCase(), one: kind.toLowerCase() };
}

const STATUS_WORDS: Readonly<Record<ImportJob['status'], { label: string; tone: Tone }>> = {
  UPLOADED: { label: 'Sent', tone: 'neutral' },
  MAPPED: { label: 'Mapped', tone: 'neutral' },
  CHECKING: { label: 'Being checked', tone: 'waiting' },
  CHECKED: { label: 'Checked', tone: 'due' },
  RUNNING: { label: 'Being imported', tone: 'waiting' },
  DONE: { label: 'Imported', tone: 'paid' },
  FAILED: { label: 'Failed', tone: 'overdue' },
  CANCELLED: { label: 'Stopped', tone: 'neutral' },
  UNDONE: { label: 'Taken back', tone: 'neutral' },
};

/** What an import is at, in words. */
export function statusWords({ status, undoing }: Pick<ImportJob, 'status' | 'undoing'>) {
  return undoing ? { label: 'Being taken back', tone: 'waiting' as const } : STATUS_WORDS[status];
}

/** The steps of an import, in their order. */
export const STEPS = ['Send', 'Map', 'Check', 'Import', 'Result'] as const;

/** At which step an import is. */
export function stepOf({ status, undoing }: Pick<ImportJob, 'status' | 'undoing'>): number {
  if (status === 'CHECKING' || status === 'CHECKED') return 2;
  if (status === 'RUNNING' && !undoing) return 3;
  return status === 'UPLOADED' || status === 'MAPPED' ? 1 : 4;
}

export function isWorking({ status }: Pick<ImportJob, 'status'>): boolean {
  return status === 'CHECKING' || status === 'RUNNING';
}
