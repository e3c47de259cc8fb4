import { Field, ID, ObjectType } from 'type-graphql';
import { testDayInWords } from '@backhaul/domain/schedule/testDay';
import { DateScalar } from '../../kit/scalars.ts';
import type { LivedTestDay } from './brought.store.ts';
import type { livedDays } from './clock.store.ts';
import type { TestClock } from './clock.service.ts';

@ObjectType('TestClock', { description: 'The clock of a test partner, and how far it goes.' })
export class TestClockType {
  @Field(() => DateScalar, { description: 'All was done that time brings, through that day.' })
  day!: string;
  @Field(() => DateScalar, { description: 'Where it goes; the same day while it stands.' })
  until!: string;
  @Field(() => String, { nullable: true, description: 'Who moved it last.' })
  movedBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it does not go on.' })
  problem!: string | null;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  path!: string;
}

@ObjectType('TestClockDay')
export class TestClockDayType {
  @Field(() => DateScalar) date!: string;
  @Field(() => [String], { description: 'What it brought; nothing where it was quiet.' })
  words!: string[];
  @Field(() => String) movedBy!: string;
  @Field(() => [ID], { description: 'The runs that were previewed or confirmed on it, 5 at most.' })
  runIds!: string[];
}

export function toTestClock({ id, path, through, until, ...clock }: TestClock): TestClockType {
  return Object.assign(new TestClockType(), {
    partnerId: id,
    path,
    day: through,
    until: until !== null && until > through ? until : through,
    movedBy: clock.movedBy,
    problem: clock.problem,
  });
}

type LivedDay = Awaited<ReturnType<typeof livedDays>>[number];

export function toTestClockDay({ date, movedBy, brought }: LivedDay): TestClockDayType {
  const { runIds = [] }: LivedTestDay = brought;
  const words = testDayInWords(brought);
  return Object.assign(new TestClockDayType(), { date, movedBy, words, runIds });
}
