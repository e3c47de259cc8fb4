import { readerLocale } from '@backhaul/design';

/**
 * The language of the back office: what becomes part of its sentences is said in it, such as how
 * long ago something was.
 */
export const language = 'en';

/** The browser's language: dates and amounts are written the way its user reads them. */
export function useLocale(): string {
  return readerLocale();
}
