import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { recordUsage } from '../usage/index.ts';
import { voiceLines } from './calls.store.ts';
import { chanceFrom } from './random.ts';

/** So many lines, with so many calls of the last weeks each. */
const LINES = 24;
const CALLS = 14;
const DAYS = 40;
/** What a minute costs; numbers abroad wait for their price. */
const KINDS = [
  { kind: 'Call, national', unitPrice: '0.0190' },
  { kind: 'Call, mobile', unitPrice: '0.0890' },
  { kind: 'Call, abroad', unitPrice: null },
] as const;

/** People call: the minutes of the last weeks, most with their price, as a telephone exchange hands them over. Once. */
export async function makeCalls(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  const chance = chanceFrom(4000);
  await app.boundary.inSql(scope, async (sql) => {
    const lines = await voiceLines(sql, today, LINES);
    const calls = lines.flatMap(({ id }, line) =>
      Array.from({ length: CALLS }, (_, call) => ({
        sourceId: `cdr-${line}-${call}`,
        serviceId: id,
        at: `${addDays(today, -1 - chance.roll(DAYS))}T${String(8 + chance.roll(12)).padStart(2, '0')}:30:00Z`,
        quantity: `${1 + chance.roll(40)}.${chance.roll(10)}`,
        ...(chance.percent(5) ? KINDS[2] : chance.pick(KINDS.slice(0, 2))),
      })),
    );
    if (calls.length) await recordUsage(sql, calls);
  });
}
