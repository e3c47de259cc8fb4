import { readerLocale } from '@backhaul/design';

/**
 * The language of the back office: what becomes part of its sentences is said in it, such as how
 * long ago something was, and the names of days and months.
 */
export const language = 'en';

/** The browser's language: dates and amounts are written the way its user reads them. */
export function useLocale(): string {
  return readerLocale();
}

/** For dates within a sentence: the reader's own English, or English. */
export function useSentenceLocale(): string {
  const locale = useLocale();
  return locale.split('-')[0] === language ? locale : language;
}
