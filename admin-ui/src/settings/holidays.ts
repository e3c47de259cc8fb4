import { graphql } from '../generated/index.ts';

export const holidayCountriesDocument = graphql(`
  query HolidayCountries {
    holidayCountries {
      code
      name
      regions {
        code
        name
      }
    }
  }
`);

export const publicHolidaysDocument = graphql(`
  query PublicHolidays($country: String!, $year: Int!) {
    publicHolidays(country: $country, year: $year) {
      date
      name
    }
  }
`);
