const names = new Map<string, Intl.DisplayNames>();

/**
 * A country as its reader says it: the name for a code such as DE; everything else stays as
 * somebody wrote it.
 */
export function countryName(country: string, locale: string): string {
  const code = country.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return country;
  let made = names.get(locale);
  if (!made)
    names.set(
      locale,
      (made = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' })),
    );
  return made.of(code) ?? country;
}
