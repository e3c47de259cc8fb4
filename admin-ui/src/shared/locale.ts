/** The browser's language: dates and amounts are written the way its user reads them. */
export function useLocale(): string {
  return navigator.language;
}
