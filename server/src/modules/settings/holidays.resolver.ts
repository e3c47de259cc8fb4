import { Arg, Authorized, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { DateScalar } from '../../kit/scalars.ts';
import { badInput } from '../../platform/refusal.ts';
import { holidayCountries, knowsHolidaysOf, publicHolidays } from './holidays.ts';

const YEARS = { from: 2000, to: 2100 };

@ObjectType('PublicHoliday')
export class PublicHolidayType {
  @Field(() => DateScalar) date!: string;
  @Field(() => String) name!: string;
}

@ObjectType('HolidayRegion')
class HolidayRegionType {
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
}

@ObjectType('HolidayCountry', { description: 'Whose public holidays are known.' })
class HolidayCountryType {
  @Field(() => String, { description: 'ISO 3166.' }) code!: string;
  @Field(() => String) name!: string;
  @Field(() => [HolidayRegionType]) regions!: HolidayRegionType[];
}

@Resolver()
export class HolidaysResolver {
  @Authorized('settings:read')
  @Query(() => [HolidayCountryType])
  holidayCountries(): Promise<HolidayCountryType[]> {
    return holidayCountries();
  }

  @Authorized('settings:read')
  @Query(() => [PublicHolidayType], {
    description:
      'The public holidays of a country or region in a year, to be taken over into the setting holidays.',
  })
  async publicHolidays(
    @Arg('country', () => String) country: string,
    @Arg('year', () => Int) year: number,
  ): Promise<PublicHolidayType[]> {
    if (year < YEARS.from || year > YEARS.to)
      throw badInput({ year: `must be from ${YEARS.from} to ${YEARS.to}` });
    if (!(await knowsHolidaysOf(country)))
      throw badInput({ country: 'is none whose public holidays are known' });
    return publicHolidays(country, year);
  }
}
