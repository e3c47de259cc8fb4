/** The form of an English word that goes with a count: "invoice" with 1, "invoices" with all others; of verbs too. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** A count with its word, with the thousands mark of a locale: "1 customer", "1,204 customers". */
export function countOf(count: number, one: string, many = `${one}s`, locale = 'en'): string {
  return `${numbersIn(locale).format(count)} ${plural(count, one, many)}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format takes a thousand times as long as writing a number with it; there are few locales. */
function numbersIn(locale: string): Intl.NumberFormat {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale);
  formats.set(locale, format);
  return format;
}
