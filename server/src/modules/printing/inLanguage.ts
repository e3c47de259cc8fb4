import { languageOf, type Language } from '@backhaul/domain/text/languages';
import {
  isPdfKind,
  MAIL_WORDS,
  speaks,
  type TemplateKind,
  type TemplateSource,
  WORDS,
} from '../templates/index.ts';
import type { DocumentData } from './documentData.ts';
import { countryName } from './countries.ts';

/** The language of a document's customer where its template takes its words from the product; null where not. */
export function languageIn(
  data: Record<string, unknown>,
  template: TemplateSource,
): Language | null {
  return speaks(template) ? languageOf((data.customer as { language?: string }).language) : null;
}

/** What a document is filled with, with the words of a language and the way it writes numbers and dates. */
export function inLanguage(
  data: Record<string, unknown>,
  language: Language | null,
  kind: TemplateKind,
): Record<string, unknown> {
  if (language === null) return data;
  const customer = data.customer as Record<string, unknown>;
  const { countryCode, country } = customer;
  const there = typeof countryCode === 'string' ? countryName(countryCode, language) : '';
  return {
    ...data,
    language,
    words: isPdfKind(kind) ? WORDS[language] : { ...WORDS[language], ...MAIL_WORDS[language] },
    customer: { ...customer, country: there || country },
  };
}

/** How a document is called in its language, as viewers of files show it. */
export function titleIn(language: Language | null, { title, named }: DocumentData): string {
  return language === null || !named
    ? title
    : `${WORDS[language][named.word]} ${named.number}`.trim();
}

const LOCALES: Readonly<Record<Language, string>> = {
  EN: 'en-GB',
  DE: 'de-DE',
  FR: 'fr-FR',
  ES: 'es-ES',
  PT: 'pt-PT',
};

/** A moment as it is said in a language, English where there is none, in a time zone. */
export function momentIn(language: Language | null, at: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language ?? 'EN'], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(at));
}
