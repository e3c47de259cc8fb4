const signs = (locale: string) =>
  new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(12345678.9);

/** The decimal sign of the reader's locale. */
export const decimalSign = (locale: string): string =>
  signs(locale).find((part) => part.type === 'decimal')?.value ?? '.';

/**
 * Reads a number without a sign as people of the locale type it, as a plain decimal: with or
 * without thousands marks, the decimal sign of the locale, or the other one where it can't be a
 * thousands mark. null for what is none, or could mean two.
 */
export function readFigures(typed: string, locale: string): string | null {
  const decimal = decimalSign(locale);
  const figures = typed.trim().replace(/[\s\u00a0\u202f'’]/g, '');
  const other = decimal === '.' ? ',' : '.';
  if (/^\d+$/.test(figures)) return figures;
  // thousands in threes, or as India groups them: 12,34,567
  if (
    new RegExp(
      `^(\\d{1,3}(\\${other}\\d{3})+|\\d{1,2}(\\${other}\\d{2})+\\${other}\\d{3}|\\d+)(\\${decimal}\\d+)?$`,
    ).test(figures)
  )
    return figures.replaceAll(other, '').replace(decimal, '.');
  return new RegExp(`^\\d+\\${other}\\d+$`).test(figures) ? figures.replace(other, '.') : null;
}
