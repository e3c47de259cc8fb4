import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  datesAhead,
  madeOn,
  momentsOf,
  stepsOf,
  takenUpOn,
  type Automated,
  type AutomationRules,
  type PlannedDate,
} from '@backhaul/domain/schedule/automation';
import { dayInWords, runInWords } from '@backhaul/domain/schedule/automationWords';
import { readSettings } from '@backhaul/domain/settings/family';
import { AUTOMATION } from '@backhaul/domain/settings/automation';
import { addDays, addMonths, daysBetween, todayIn } from '@backhaul/domain/time/calendar';
import { instantAt } from '@backhaul/domain/time/wallClock';

const RULES: AutomationRules = {
  daysBefore: 5,
  confirmationDays: 3,
  approval: false,
  confirmationTime: '22:00',
  pausedUntil: null,
};
const moments = (date: string, rules: Partial<AutomationRules> = {}, zone = 'Europe/Berlin') => {
  const { previewOn, previewAt, confirmAt } = momentsOf(date, { ...RULES, ...rules }, zone);
  return [previewOn, previewAt.toISOString(), confirmAt.toISOString()];
};

describe('when a run comes by itself', () => {
  it('is previewed so many days before its date, at midnight of the zone, and confirmed days later at the hour', () => {
    expect(moments('2027-05-01')).toEqual([
      '2027-04-26',
      '2027-04-25T22:00:00.000Z',
      '2027-04-29T20:00:00.000Z',
    ]);
    expect(moments('2027-05-01', { daysBefore: 6 })[0]).toBe('2027-04-25');
    expect(moments('2027-05-01', { daysBefore: 0 }, 'UTC')).toEqual([
      '2027-05-01',
      '2027-05-01T00:00:00.000Z',
      '2027-05-04T22:00:00.000Z',
    ]);
  });
  it('counts leap days', () => {
    expect(moments('2028-03-01', { daysBefore: 1 })[0]).toBe('2028-02-29');
    expect(moments('2027-03-01', { daysBefore: 1 })[0]).toBe('2027-02-28');
  });
  it('is confirmed when it is ready, without days to look at it', () => {
    const [, previewAt, confirmAt] = moments('2027-05-01', { confirmationDays: 0 });
    expect(confirmAt).toBe(previewAt);
  });
  it('takes the next hour that exists where clocks leave one out, and the first of two', () => {
    const confirmed = (time: string, on: string, zone: string) =>
      momentsOf(
        on,
        { ...RULES, daysBefore: 1, confirmationDays: 1, confirmationTime: time },
        zone,
      ).confirmAt.toISOString();
    expect(confirmed('02:30', '2027-03-28', 'Europe/Berlin')).toBe('2027-03-28T01:00:00.000Z'); // 03:00
    expect(confirmed('02:30', '2027-10-31', 'Europe/Berlin')).toBe('2027-10-31T00:30:00.000Z');
    expect(confirmed('22:00', '2027-03-28', 'Europe/Berlin')).toBe('2027-03-28T20:00:00.000Z');
    expect(instantAt('2011-12-30', '12:00', 'Pacific/Apia').toISOString()).toBe(
      '2011-12-30T10:00:00.000Z', // the day that Samoa left out: midnight of the 31st
    );
  });
  it('waits while paused: what was due is made on the day it works again', () => {
    expect(moments('2027-05-01', { pausedUntil: '2027-05-03' }, 'UTC')).toEqual([
      '2027-05-03',
      '2027-05-03T00:00:00.000Z',
      '2027-05-06T22:00:00.000Z',
    ]);
    const made = { on: '2027-04-26', againAt: null };
    const { confirmAt } = momentsOf(
      '2027-05-01',
      { ...RULES, pausedUntil: '2027-05-03' },
      'UTC',
      made,
    );
    expect(confirmAt.toISOString()).toBe('2027-05-03T22:00:00.000Z');
  });
  it('waits one hour more when its preview was made again', () => {
    const made = { on: '2027-04-26', againAt: new Date('2027-04-29T22:00:07Z') };
    const { confirmAt } = momentsOf('2027-05-01', RULES, 'UTC', made);
    expect(confirmAt.toISOString()).toBe('2027-04-29T23:00:07.000Z');
  });
  it('is said in words', () => {
    const { previewOn, confirmAt } = momentsOf('2027-05-01', RULES, 'Europe/Berlin');
    const run = { billingDate: '2027-05-01', previewOn, confirmAt };
    const said = (more: object = {}) =>
      runInWords(
        { ...run, made: false, skipped: false, approval: false, atOnce: false, ...more },
        'Europe/Berlin',
      );
    expect(said()).toBe(
      'Preview for 1 May on 26 April; confirms by itself on 29 April at 22:00 unless you do',
    );
    expect(said({ made: true })).toMatch(/^The preview for 1 May is made; confirms by itself on/);
    expect(said({ atOnce: true })).toMatch(/confirms by itself as soon as it is ready$/);
    expect(said({ approval: true, atOnce: true })).toBe(
      'Preview for 1 May on 26 April; waits until you confirm it',
    );
    expect(said({ approval: true, made: true, madeAbove: true })).toMatch(
      /is made; waits until the partner above confirms it$/,
    );
    expect(said({ skipped: true })).toMatch(/^1 May is skipped/);
    expect(dayInWords('2028-02-29')).toBe('29 February');
  });
});

const planned = (billingDate: string, state: PlannedDate['state']): PlannedDate => ({
  billingDate,
  state,
  madeOn: addDays(billingDate, -5),
  againAt: null,
});

describe('where previews need approval', () => {
  it('nothing is confirmed by itself, and the next of the billing day waits for it', () => {
    const automated: Automated = {
      rules: { ...RULES, approval: true, confirmationDays: 0 },
      timeZone: 'UTC',
      since: '2027-04-10',
      planned: [planned('2027-05-01', 'READY')],
      due: ['2027-05-01', '2027-05-15'],
    };
    expect(stepsOf(automated)).toMatchObject([{ kind: 'PREVIEW', billingDate: '2027-05-15' }]);
    const approved = { ...automated, planned: [planned('2027-05-01', 'DONE')] };
    expect(stepsOf(approved).map(({ billingDate }) => billingDate)).toEqual([
      '2027-05-15',
      '2027-06-01',
    ]);
  });
});

describe('which billing dates come', () => {
  const since = '2027-04-10';
  const on = (due: string, ...of: PlannedDate[]) =>
    takenUpOn({ due, weeks: null }, { since, planned: of });
  it('are those on which customers are due; none before it was switched on', () => {
    expect(on('2027-05-01')).toBe('2027-05-01');
    expect(on('2027-04-10')).toBe('2027-04-10');
    expect(on('2027-04-01')).toBe('2027-05-01');
    expect(on('2025-12-15')).toBe('2027-04-15');
  });
  it('never come twice: who is left is taken up by the next of the billing day, once nothing waits', () => {
    expect(on('2027-05-01', planned('2027-05-01', 'DONE'))).toBe('2027-06-01');
    expect(on('2027-05-01', planned('2027-05-01', 'READY'))).toBe(null);
    expect(on('2027-05-15', planned('2027-05-01', 'OPEN'))).toBe('2027-05-15');
  });
  it('ahead are the next ones and those after, by the months that are charged at once', () => {
    const dues = [
      { due: '2027-05-01', months: 1, weeks: null, customers: 3 },
      { due: '2027-05-01', months: 12, weeks: null, customers: 1 },
      { due: '2027-06-10', months: 1, weeks: 0, customers: 2 },
    ];
    const ahead = (of: PlannedDate[]) => [
      ...datesAhead(dues, { since, planned: of }, '2027-06-30'),
    ];
    expect(ahead([])).toEqual([
      ['2027-05-01', 4],
      ['2027-06-01', 3],
      ['2027-06-10', 2],
    ]);
    expect(ahead([planned('2027-05-01', 'READY')])).toEqual([
      ['2027-06-01', 4],
      ['2027-06-10', 2],
    ]);
  });
});

const zones = ['UTC', 'Europe/Berlin', 'Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu'];
const rules = fc.record({
  daysBefore: fc.integer({ min: 0, max: 20 }),
  confirmationDays: fc.integer({ min: 0, max: 10 }),
  approval: fc.constant(false),
  confirmationTime: fc.constantFrom('00:00', '02:30', '13:05', '22:00', '23:59'),
  pausedUntil: fc.option(fc.nat(90).map((n) => addDays('2027-02-01', n))),
});
const customers = fc.array(
  fc.record({
    due: fc.nat(70).map((n) => addDays('2027-01-01', n)),
    months: fc.constantFrom(1, 3),
  }),
  { minLength: 1, maxLength: 5 },
);
/** Hours until the next look: small ones, sleep over days, and clocks that are set back. */
const hours = fc.array(fc.oneof(fc.integer({ min: -30, max: 30 }), fc.nat(900)), { maxLength: 40 });

describe('laws of the automation', () => {
  it('whatever looks come when, each date is previewed and confirmed once, in time, and nobody is left out', () => {
    fc.assert(
      fc.property(rules, customers, hours, fc.constantFrom(...zones), (given, who, waits, zone) => {
        const all = who
          .map(({ due, months }) => ({ due: due.slice(8) > '28' ? addDays(due, 4) : due, months }))
          .map((each) => ({ ...each }));
        const runs = new Map<string, PlannedDate>();
        const state = (): Automated => ({
          rules: given,
          timeZone: zone,
          since: '2027-02-01',
          planned: [...runs.values()],
          due: [...new Set(all.map(({ due }) => due))],
        });
        const look = (at: Date) => {
          for (;;) {
            const now = state();
            const [step] = stepsOf(now);
            if (!step || step.at > at) return;
            const { billingDate } = step;
            if (step.kind === 'PREVIEW') {
              expect(runs.has(billingDate)).toBe(false);
              expect(billingDate >= '2027-02-01').toBe(true);
              const on = madeOn(billingDate, now, at);
              expect(todayIn(zone, at) >= addDays(billingDate, -given.daysBefore)).toBe(true);
              runs.set(billingDate, { billingDate, state: 'READY', madeOn: on, againAt: null });
            } else {
              const run = runs.get(billingDate)!;
              expect(run.state).toBe('READY');
              // whoever looks has had its days
              expect(daysBetween(run.madeOn, todayIn(zone, at))).toBeGreaterThanOrEqual(
                given.confirmationDays,
              );
              runs.set(billingDate, { ...run, state: 'DONE' });
              for (const each of all)
                for (const { months } = each; each.due <= billingDate;)
                  each.due = addMonths(each.due, months);
            }
          }
        };
        let at = instantAt('2027-02-01', '00:00', zone).getTime();
        for (const wait of waits) {
          at += wait * 3_600_000;
          look(new Date(at));
        }
        // awake again: all that came late is done with, and the next dates are ahead
        let end = Math.max(at, instantAt('2027-06-01', '00:00', zone).getTime());
        for (let day = 0; day < 190; day += 1) look(new Date((end += 86_400_000)));
        for (const { due } of all)
          expect(due > addDays(todayIn(zone, new Date(end)), -32)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

it('refuses settings by their names', () => {
  expect(
    readSettings(AUTOMATION, {
      enabled: true,
      daysBefore: 61,
      confirmationDays: -1,
      confirmationTime: '24:00',
      pausedUntil: '2027-02-30',
    }).problems,
  ).toEqual({
    daysBefore: 'must be a whole number from 0 to 60',
    confirmationDays: 'must be a whole number from 0 to 27',
    confirmationTime: 'must be a time from 00:00 to 23:59, such as 22:00',
    pausedUntil: 'must be a date, YYYY-MM-DD',
  });
});
