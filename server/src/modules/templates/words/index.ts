import type { Language } from '@backhaul/domain/text/languages';
import { DE } from './de.ts';
import { EN, type Words } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { PT } from './pt.ts';

/** What built-in templates say, in each language. */
export const WORDS: Readonly<Record<Language, Words>> = { EN, DE, FR, ES, PT };

const TAKES_WORDS = /[{(](?:word|say) "/;

/**
 * Whether a template takes its words from here. Only then are numbers and dates written as in the customer's language:
 * one whose words are its partner's own stays in the partner's language throughout.
 */
export function speaks({ source, subject }: { source: string; subject: string | null }): boolean {
  return TAKES_WORDS.test(source) || TAKES_WORDS.test(subject ?? '');
}
