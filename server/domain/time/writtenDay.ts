import type { Language } from '../text/languages.ts';
import type { LocalDate } from './calendar.ts';

const LOCALES: Readonly<Record<Language, string>> = {
  EN: 'en-GB',
  DE: 'de-DE',
  FR: 'fr-FR',
  ES: 'es-ES',
  PT: 'pt-PT',
};

/** A day as people write it in a language: "16 Apr 2026", "16. Apr. 2026". */
export function shortDay(day: LocalDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'medium',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}
