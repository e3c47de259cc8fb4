/** The form of an English word that goes with a count: "invoice" with 1, "invoices" with all others; of verbs too. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** A count with its word, with the thousands mark of a locale: "1 customer", "1,204 customers". */
export function countOf(count: number, one: string, many = `${one}s`, locale = 'en'): string {
  return `${new Intl.NumberFormat(locale).format(count)} ${plural(count, one, many)}`;
}
