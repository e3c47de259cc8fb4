import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldDays, type ToldEntry } from '@backhaul/domain/documents/foldDays';

const entry = (date: string, amount: number, serviceId: string | null = null): ToldEntry => ({
  date,
  type: serviceId ? 'DEBIT' : 'CREDIT',
  amount: BigInt(amount),
  description: serviceId ? `Plan ${serviceId}` : 'Payment',
  period: serviceId ? { from: date, to: date } : null,
  day: serviceId ? { serviceId, on: date } : null,
});

describe('days on a statement', () => {
  it('are a line for each service and month, where the last of them stands', () => {
    const lines = foldDays([
      entry('2026-04-01', 133, 'A'),
      entry('2026-04-01', 50, 'B'),
      entry('2026-04-02', 133, 'A'),
      entry('2026-04-02', 4000),
      entry('2026-04-30', 134, 'A'),
      entry('2026-05-01', 129, 'A'),
    ]);
    expect(lines.map(({ date, amount, description }) => [date, amount, description])).toEqual([
      ['2026-04-01', 50n, 'Plan B'],
      ['2026-04-02', 4000n, 'Payment'],
      ['2026-04-30', 400n, '3 × Plan A'],
      ['2026-05-01', 129n, 'Plan A'],
    ]);
    expect(lines.map(({ period }) => period)).toEqual([
      { from: '2026-04-01', to: '2026-04-01' },
      null,
      { from: '2026-04-01', to: '2026-04-30' },
      { from: '2026-05-01', to: '2026-05-01' },
    ]);
  });

  it('of what was used are one line a month without a count: that would be taken for calls', () => {
    const used = (date: string, amount: number) => ({
      ...entry(date, amount, 'A'),
      description: 'Voice: Calls',
      day: { serviceId: 'A', on: date, used: true },
    });
    const lines = foldDays([used('2026-04-01', 50), used('2026-04-03', 70)]);
    expect(lines.map(({ amount, description }) => [amount, description])).toEqual([
      [120n, 'Voice: Calls'],
    ]);
  });

  it('come to the same, whatever is folded, and leave everything else as it is', () => {
    const some = fc.array(
      fc.record({
        day: fc.integer({ min: 1, max: 28 }),
        month: fc.integer({ min: 4, max: 6 }),
        amount: fc.integer({ min: 1, max: 10_000 }),
        service: fc.constantFrom('A', 'B', null),
      }),
    );
    fc.assert(
      fc.property(some, (made) => {
        const all = made.map(({ day, month, amount, service }) =>
          entry(`2026-0${month}-${String(day).padStart(2, '0')}`, amount, service),
        );
        const sum = (entries: readonly ToldEntry[]) =>
          entries.reduce(
            (total, { type, amount }) => total + (type === 'DEBIT' ? -amount : amount),
            0n,
          );
        const folded = foldDays(all);
        expect(sum(folded)).toBe(sum(all));
        expect(folded.filter(({ day }) => !day)).toEqual(all.filter(({ day }) => !day));
        const lines = folded.flatMap(({ day }) =>
          day ? [`${day.serviceId} ${day.on.slice(0, 7)}`] : [],
        );
        expect(new Set(lines).size).toBe(lines.length);
      }),
    );
  });
});
