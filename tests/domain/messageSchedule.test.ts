import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpFailure, smtpFailure } from '@backhaul/domain/messages/deliveryFailure';
import { readSettings } from '@backhaul/domain/settings/family';
import { MESSAGES, resolveMessages } from '@backhaul/domain/settings/messages';
import {
  allowance,
  ATTEMPTS_MAX,
  maySend,
  nextAllowed,
  retryAt,
  sendingTime,
  type SendingHours,
} from '@backhaul/domain/messages/messageSchedule';

const OFFICE: SendingHours = { weekdays: [1, 2, 3, 4, 5], fromHour: 9, toHour: 17 };
const next = (after: string, hours: SendingHours, zone: string) =>
  nextAllowed(new Date(after), hours, zone).toISOString();

describe('the next allowed instant', () => {
  it('is now, inside the hours', () => {
    expect(next('2026-06-03T10:30:00Z', OFFICE, 'UTC')).toBe('2026-06-03T10:30:00.000Z');
    expect(next('2026-06-03T09:00:00Z', OFFICE, 'UTC')).toBe('2026-06-03T09:00:00.000Z');
  });
  it('is the next morning, after the hours; the last hour is not included', () => {
    expect(next('2026-06-03T17:00:00Z', OFFICE, 'UTC')).toBe('2026-06-04T09:00:00.000Z');
    expect(next('2026-06-03T03:00:00Z', OFFICE, 'UTC')).toBe('2026-06-03T09:00:00.000Z');
  });
  it('skips the days that are not allowed', () => {
    expect(next('2026-06-05T18:00:00Z', OFFICE, 'UTC')).toBe('2026-06-08T09:00:00.000Z'); // Friday evening
    expect(next('2026-06-03T10:00:00Z', { ...OFFICE, weekdays: [2] }, 'UTC')).toBe(
      '2026-06-09T09:00:00.000Z',
    );
  });
  it('goes by the clocks of the time zone', () => {
    expect(next('2026-06-03T04:00:00Z', OFFICE, 'Asia/Kolkata')).toBe('2026-06-03T04:00:00.000Z'); // 9:30 there
    expect(next('2026-06-03T00:00:00Z', OFFICE, 'Asia/Kathmandu')).toBe('2026-06-03T03:15:00.000Z'); // 5:45 ahead
    expect(next('2026-06-05T22:30:00Z', OFFICE, 'Pacific/Auckland')).toBe(
      '2026-06-07T21:00:00.000Z',
    ); // Saturday there
  });
  it('is to the end of the day with 24', () => {
    const late = { weekdays: [1, 2, 3, 4, 5, 6, 7], fromHour: 20, toHour: 24 };
    expect(next('2026-06-03T23:59:59Z', late, 'UTC')).toBe('2026-06-03T23:59:59.000Z');
    expect(next('2026-06-04T00:00:00Z', late, 'UTC')).toBe('2026-06-04T20:00:00.000Z');
  });
  it('begins when clocks have jumped past the first hour', () => {
    const night = { weekdays: [7], fromHour: 2, toHour: 5 };
    expect(next('2026-03-28T12:00:00Z', night, 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z'); // 2:00 does not exist, it is 3:00
    // an hour that the change swallows whole: a week later
    expect(next('2026-03-28T12:00:00Z', { ...night, toHour: 3 }, 'Europe/Berlin')).toBe(
      '2026-04-05T00:00:00.000Z',
    );
  });
  it('takes the first of two equal hours, and both of them', () => {
    const night = { weekdays: [7], fromHour: 2, toHour: 3 };
    expect(next('2026-10-24T12:00:00Z', night, 'Europe/Berlin')).toBe('2026-10-25T00:00:00.000Z');
    expect(next('2026-10-25T01:30:00Z', night, 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z');
  });
  it('comes after the delay', () => {
    expect(sendingTime(new Date('2026-06-05T15:30:00Z'), 6, OFFICE, 'UTC').toISOString()).toBe(
      '2026-06-08T09:00:00.000Z',
    );
  });

  const hoursOf = fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    fromHour: fc.integer({ min: 0, max: 23 }),
    toHour: fc.integer({ min: 1, max: 24 }),
  });
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'America/Sao_Paulo',
    'Africa/Casablanca',
  );
  const instant = fc.date({
    min: new Date('2024-01-01T00:00:00Z'),
    max: new Date('2030-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  it('is never before, always allowed, and there is no earlier one', () => {
    fc.assert(
      fc.property(
        instant,
        hoursOf,
        zone,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (after, hours, timeZone, between) => {
          const at = nextAllowed(after, hours, timeZone);
          expect(at.getTime()).toBeGreaterThanOrEqual(after.getTime());
          expect(maySend(at, hours, timeZone)).toBe(true);
          const earlier = new Date(
            after.getTime() + Math.floor((at.getTime() - after.getTime()) * between),
          );
          if (earlier < at) expect(maySend(earlier, hours, timeZone)).toBe(false);
          expect(nextAllowed(at, hours, timeZone).getTime()).toBe(at.getTime());
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('trying again', () => {
  it('waits longer each time, and ends after about a day', () => {
    const start = new Date('2026-06-03T10:00:00Z');
    let last = 0;
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
      const wait = retryAt(start, attempt, 0)!.getTime() - start.getTime();
      expect(wait).toBeGreaterThan(last);
      last = wait;
    }
    expect(retryAt(start, ATTEMPTS_MAX, 0)).toBeNull();
    expect(retryAt(start, 1, 1)!.getTime() - start.getTime()).toBe(72_000);
  });
});

describe('the pace', () => {
  it('gives each partner a batch at most, and its rate at most', () => {
    expect(allowance({ ratePerMinute: 600, startedLastMinute: 0, batch: 20 })).toBe(20);
    expect(allowance({ ratePerMinute: 600, startedLastMinute: 590, batch: 20 })).toBe(10);
    expect(allowance({ ratePerMinute: 5, startedLastMinute: 9, batch: 20 })).toBe(0);
  });
  it('never exceeds the rate, however often a partner has its turn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6000 }),
        fc.array(fc.integer({ min: 1, max: 50 })),
        (ratePerMinute, turns) => {
          let startedLastMinute = 0;
          for (const batch of turns)
            startedLastMinute += allowance({ ratePerMinute, startedLastMinute, batch });
          expect(startedLastMinute).toBeLessThanOrEqual(ratePerMinute);
        },
      ),
    );
  });
});

describe('failures', () => {
  it('tells what is final from what passes', () => {
    expect(smtpFailure({ replyCode: 550, command: 'RCPT TO', contentLeft: false })).toBe(
      'PERMANENT',
    );
    expect(smtpFailure({ replyCode: 554, command: 'DATA', contentLeft: true })).toBe('PERMANENT');
    expect(smtpFailure({ replyCode: 450, command: 'RCPT TO', contentLeft: false })).toBe(
      'TEMPORARY',
    );
    expect(smtpFailure({ replyCode: 535, command: 'AUTH PLAIN', contentLeft: false })).toBe(
      'SERVER',
    );
    expect(smtpFailure({ replyCode: 550, command: 'MAIL FROM', contentLeft: false })).toBe(
      'SERVER',
    );
    expect(smtpFailure({ replyCode: 421, command: 'RCPT TO', contentLeft: false })).toBe('SERVER');
    expect(smtpFailure({ replyCode: null, command: 'CONN', contentLeft: false })).toBe('SERVER');
  });
  it('does not send again what may have arrived', () => {
    expect(smtpFailure({ replyCode: null, command: 'CONN', contentLeft: true })).toBe('UNCERTAIN');
    expect(httpFailure(null, true)).toBe('UNCERTAIN');
  });
  it('knows the answers of gateways', () => {
    expect([400, 401, 404, 422, 429, 500, 503].map((status) => httpFailure(status, true))).toEqual([
      'PERMANENT',
      'SERVER',
      'SERVER',
      'PERMANENT',
      'TEMPORARY',
      'SERVER',
      'SERVER',
    ]);
    expect(httpFailure(null, false)).toBe('SERVER');
  });
});

const checkMessageValues = (input: Record<string, unknown>) =>
  readSettings(MESSAGES, input).problems;

describe('settings', () => {
  it('inherit one by one; null inherits', () => {
    expect(resolveMessages([])).toEqual(MESSAGES.defaults);
    expect(
      resolveMessages([
        { fromHour: 8, bcc: 'a@b.example' },
        { fromHour: 10, bcc: null as never },
      ]),
    ).toMatchObject({ fromHour: 10, bcc: 'a@b.example', toHour: 24 });
  });
  it('refuse what is out of range, by name', () => {
    expect(
      Object.keys(
        checkMessageValues({
          fromHour: 24,
          toHour: 0,
          invoiceDelayHours: -1,
          weekdays: [0],
          messagesPerMinute: 0,
        }),
      ).sort(),
    ).toEqual(['fromHour', 'invoiceDelayHours', 'messagesPerMinute', 'toHour', 'weekdays']);
    expect(checkMessageValues({ weekdays: [] })).toHaveProperty('weekdays');
    expect(checkMessageValues({ fromHour: null, toHour: 24, weekdays: [7] })).toEqual({});
  });
});
