import { expect, it } from 'vitest';
import { sayDate, sayRun } from '../../admin-ui/src/runs/sayNewRun.ts';

const TODAY = '2026-11-29';

it('a run is called by its month, with the day where it is not the first and the year where it is another', () => {
  expect(sayRun('2026-12-01', TODAY, 'en-GB')).toBe('December');
  expect(sayRun('2026-12-10', TODAY, 'en-GB')).toBe('10 December');
  expect(sayRun('2036-12-01', TODAY, 'en-GB')).toBe('December 2036');
});

it('how far a date is away is counted in days as long as anybody counts them', () => {
  expect(sayDate('2026-12-01', TODAY)).toBe('Tuesday, in 2 days');
  expect(sayDate('2026-11-29', TODAY)).toBe('Sunday, today');
  expect(sayDate('2027-01-28', TODAY)).toBe('Thursday, in 60 days');
  expect(sayDate('2027-03-29', TODAY)).toBe('Monday, in 4 months');
  expect(sayDate('2036-12-01', TODAY)).toBe('Monday, in 10 years');
  expect(sayDate('2026-06-29', TODAY)).toBe('Monday, 5 months ago');
});
