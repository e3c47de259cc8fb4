import { expect, it } from 'vitest';
import {
  sayPause,
  sayPreviewNow,
  sayRules,
  saySkip,
} from '../../admin-ui/src/automation/effects.ts';
import { daysOf } from '../../admin-ui/src/automation/daysOf.ts';
import type { Coming, ComingRun } from '../../admin-ui/src/automation/api.ts';

const run = (more: Partial<ComingRun>) =>
  ({
    billingDate: '2027-06-01',
    previewOn: '2027-05-27',
    confirmAt: '2027-05-30T20:00:00.000Z',
    needsApproval: false,
    skipped: false,
    made: false,
    customers: 3,
    ...more,
  }) as ComingRun;
const waits = run({
  billingDate: '2027-05-01',
  previewOn: '2027-04-26',
  confirmAt: '2027-04-29T20:00:00.000Z',
  made: true,
});
const rules = {
  enabled: true,
  daysBefore: 5,
  confirmationDays: 3,
  approval: false,
  confirmationTime: '22:00',
  separatePerPartner: false,
  pausedUntil: null,
};
const coming = {
  ...rules,
  partner: { id: 'p', name: 'Alpen', timeZone: 'Europe/Berlin', childCount: 0 },
  upcoming: [waits, run({})],
} as unknown as Coming;

it('says what settings come to while they are changed', () => {
  const at = { today: '2027-04-20', timeZone: 'Europe/Berlin' };
  expect(sayRules(rules, { ...at, next: '2027-05-01' })).toBe(
    'Preview for 1 May on 26 April; confirms by itself on 29 April at 22:00 unless you do.',
  );
  expect(sayRules({ ...rules, confirmationDays: 0 }, { ...at, next: undefined })).toBe(
    'For example: Preview for 1 May on 26 April; confirms by itself as soon as it is ready.',
  );
  expect(
    sayRules({ ...rules, approval: true, confirmationTime: '' }, { ...at, next: '2027-05-01' }),
  ).toBe('Preview for 1 May on 26 April; waits until you confirm it.');
  expect(sayRules({ ...rules, enabled: false }, { ...at, next: '2027-05-01' })).toMatch(/by hand/);
});

it('says what a pause moves, and nothing of what it does not', () => {
  expect(sayPause(coming, '2027-05-20')).toEqual([
    'The run for 1 May confirms by itself on 20 May at 22:00 instead of 29 April at 22:00.',
  ]);
  expect(sayPause(coming, '2027-05-29')).toEqual([
    'The run for 1 May confirms by itself on 29 May at 22:00 instead of 29 April at 22:00.',
    'Preview for 1 June on 29 May instead of 27 May; confirms by itself on 1 June at 22:00.',
  ]);
  expect(sayPause(coming, '2027-04-22')).toEqual([]);
});

it('says what skipping and previewing at once do', () => {
  expect(saySkip(waits, 'en')[0]).toBe(
    'The preview for 1 May stays, and does not confirm by itself.',
  );
  expect(saySkip(run({}), 'en')[0]).toBe('No preview for 1 June is made by itself.');
  expect(sayPreviewNow(coming, run({}))).toEqual([
    'The preview for 1 June is made now instead of on 27 May.',
    'It confirms by itself on 30 May at 22:00 unless you do.',
  ]);
});

it('marks the days of a calendar by the clocks of the partner', () => {
  expect([...daysOf(coming)].map(([day, marks]) => [day, marks.map(({ kind }) => kind)])).toEqual([
    ['2027-05-01', ['BILLING']],
    ['2027-04-29', ['CONFIRM']],
    ['2027-06-01', ['BILLING']],
    ['2027-05-27', ['PREVIEW']],
    ['2027-05-30', ['CONFIRM']],
  ]);
});
