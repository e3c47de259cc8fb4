/**
 * A calendar date as text, YYYY-MM-DD. Texts of dates compare like the dates.
 * Kept a plain alias: dates come from rows and inputs that were parsed at the border.
 */
export type LocalDate = string;

// Dates are computed as integers, days since 1970-01-01, by the usual shift of the year to March:
// a billing run moves a million dates and neither Date nor a library object is cheap enough.

/** Days since 1970-01-01 of a civil date; month may lie outside 1..12 and carries into the year. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const y = Math.floor((months - 2) / 12);
  const shifted = months - 2 - y * 12;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * shifted + 2) / 5) + day - 1;
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  );
}

/** Days since 1970-01-01 of a date. The text is trusted; see isLocalDate for input. */
export function toDayNumber(date: LocalDate): number {
  return dayNumberOf(yearOf(date), monthOf(date), dayOfMonth(date));
}

/** The civil date of a day number. */
export function civilOf(dayNumber: number): { year: number; month: number; day: number } {
  const z = dayNumber + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The date of a day number. */
export function fromDayNumber(dayNumber: number): LocalDate {
  const { year, month, day } = civilOf(dayNumber);
  return `${year < 1000 ? String(year).padStart(4, '0') : year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

export function yearOf(date: LocalDate): number {
  return digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);
}

/** 1..12 */
export function monthOf(date: LocalDate): number {
  return digit(date, 5) * 10 + digit(date, 6);
}

/** 1..31 */
export function dayOfMonth(date: LocalDate): number {
  return digit(date, 8) * 10 + digit(date, 9);
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}
