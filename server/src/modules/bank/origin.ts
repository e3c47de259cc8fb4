import { civilOf, toDayNumber, type LocalDate } from '@backhaul/domain/time/dayNumber';

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** What a payment came by, in words: "Bank, 15 June, entry 3 of statement 112". */
export function originWords(entry: {
  bookingDate: LocalDate;
  position: number;
  statementNumber: string | null;
}): string {
  const { month } = civilOf(toDayNumber(entry.bookingDate));
  const day = `${Number(entry.bookingDate.slice(8))} ${MONTHS[month - 1]}`;
  const of = entry.statementNumber ? ` of statement ${entry.statementNumber}` : '';
  return `Bank, ${day}, entry ${entry.position}${of}`;
}
