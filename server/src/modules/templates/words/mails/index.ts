import type { Language } from '@backhaul/domain/text/languages';
import { DE } from './de.ts';
import { EN, type MailWords } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { PT } from './pt.ts';

export type { MailWords } from './en.ts';

/** What the built-in mails say, in each language: unlike the words of documents they may be made better. */
export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = { EN, DE, FR, ES, PT };
