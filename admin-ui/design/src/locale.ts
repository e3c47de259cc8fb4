/**
 * A language tag as Intl takes it, or null for what is none. A browser started by a system whose language is `C` or
 * `en_US.UTF-8@posix` names its own language so; Intl throws a RangeError at that.
 */
export function validLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.split(/[.@]/)[0].replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * The first language of the browser that Intl takes; `language` asks for one of that language, and
 * is the answer where there is none.
 */
export function readerLocale(language?: string): string {
  const locales = [...navigator.languages, navigator.language].flatMap(
    (tag) => validLocale(tag) ?? [],
  );
  return (
    locales.find((locale) => !language || locale.split('-')[0] === language) ?? language ?? 'en'
  );
}
