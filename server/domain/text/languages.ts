/** The languages that the product writes documents in. */
export const LANGUAGES = ['EN', 'DE', 'FR', 'ES', 'PT'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A language by its name; English for one that is none. */
export function languageOf(name: unknown): Language {
  return LANGUAGES.find((each) => each === name) ?? 'EN';
}
