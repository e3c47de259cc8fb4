import type { Tone } from '@backhaul/design';

interface FlagLook {
  label: string;
  /** What it means, in a sentence. */
  meaning: string;
  tone: Tone;
}

const looks: Readonly<Record<string, FlagLook>> = {
  NEW: { label: 'New', meaning: 'Was never charged before.', tone: 'waiting' },
  CHANGED: {
    label: 'Changed',
    meaning: 'The total differs unusually from its own last charge.',
    tone: 'due',
  },
  FIRST_CHARGE: {
    label: 'First charge',
    meaning: 'A service is charged for the first time; often more than one period.',
    tone: 'neutral',
  },
  MANY_PERIODS: {
    label: 'Many periods',
    meaning: 'Covers more than three billing periods, and more than the customer pays at once.',
    tone: 'due',
  },
  CREDIT_WAITS: {
    label: 'Credit waits',
    meaning: 'A credit that waits is more than the charge, and does not land.',
    tone: 'due',
  },
  ZERO: { label: 'Zero', meaning: 'The invoice adds up to nothing.', tone: 'due' },
};

/** A flag in words. One this page has never heard of still reads: the server may learn new ones first. */
export function flagLook(flag: string): FlagLook {
  const known = looks[flag];
  if (known) return known;
  const words = flag.toLowerCase().replaceAll('_', ' ');
  return { label: words.charAt(0).toUpperCase() + words.slice(1), meaning: '', tone: 'neutral' };
}
