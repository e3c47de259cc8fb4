import type { Tone } from '@backhaul/design';

interface FlagLook {
  label: string;
  /** What it means, in a sentence. */
  meaning: string;
  tone: Tone;
}

const looks: Readonly<Record<string, FlagLook>> = {
  NEW: { label: 'New', meaning: 'Was not in the last run of this partner.', tone: 'waiting' },
  CHANGED: { label: 'Changed', meaning: 'The total differs unusually from last time.', tone: 'due' },
  FIRST_CHARGE: { label: 'First charge', meaning: 'Was never charged before; often more than one period.', tone: 'neutral' },
  ZERO: { label: 'Zero', meaning: 'The invoice adds up to nothing.', tone: 'due' },
};

/** A flag in words. One this page has never heard of still reads: the server may learn new ones first. */
export function flagLook(flag: string): FlagLook {
  const known = looks[flag];
  if (known) return known;
  const words = flag.toLowerCase().replaceAll('_', ' ');
  return { label: words.charAt(0).toUpperCase() + words.slice(1), meaning: '', tone: 'neutral' };
}
