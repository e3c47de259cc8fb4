import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';

/** A public holiday of a country or one of its regions. */
export interface PublicHoliday {
  date: LocalDate;
  name: string;
}

/** Whose public holidays are known; regions: what of it has more of its own. */
export interface HolidayCountry {
  /** ISO 3166: a country, or one of its regions after a dash. */
  code: string;
  name: string;
  regions: { code: string; name: string }[];
}

const DAY_MS = 86_400_000;
const LANGUAGE = 'en';

/** Read when it is first asked for: 20 MB and half a second that most servers never need. */
async function library() {
  const { default: Holidays } = await import('date-holidays');
  return Holidays;
}

/** Every country whose public holidays are known, by name. */
export async function holidayCountries(): Promise<HolidayCountry[]> {
  const Holidays = await library();
  const all = new Holidays();
  return named(all.getCountries(LANGUAGE)).map(({ code, name }) => ({
    code,
    name,
    regions: named(all.getStates(code, LANGUAGE)).map((region) => ({
      code: `${code}-${region.code}`,
      name: region.name,
    })),
  }));
}

/** Whether the public holidays of a country or region are known. */
export async function knowsHolidaysOf(code: string): Promise<boolean> {
  const [country = '', region] = code.split('-');
  const all = new (await library())();
  const countries: Record<string, string> = all.getCountries();
  if (!Object.hasOwn(countries, country)) return false;
  const regions: Record<string, string> = all.getStates(country) ?? {};
  return region === undefined || Object.hasOwn(regions, region);
}

/** The public holidays of a country or region in a year, each of their days; none of one that is not known. */
export async function publicHolidays(code: string, year: number): Promise<PublicHoliday[]> {
  const [country = '', region] = code.split('-');
  const Holidays = await library();
  const of = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const days = of
    .getHolidays(year, LANGUAGE)
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, name, start, end }) => {
      const first = date.slice(0, 10);
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
      return Array.from({ length }, (_, day) => ({ date: addDays(first, day), name }));
    });
  return [...new Map(days.map((day) => [day.date, day])).values()].sort((a, b) =>
    a.date.localeCompare(b.date),
  );
}

function named(names: Record<string, string> | undefined): { code: string; name: string }[] {
  return Object.entries(names ?? {})
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, LANGUAGE));
}
