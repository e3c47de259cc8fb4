import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { last } from '../../platform/must.ts';
import { allow } from '../../platform/planner.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { carried, carryOut, type CarriedCustomer } from './carry.ts';
import { invoiceDays } from './daysInvoice.ts';
import { nextPrepaid, type Place } from './prepaid.store.ts';

const CHUNK = 500;
const BEGINNING: Place = { path: '', number: 0 };

/** Which customers: those of a partner and, unless `alone`, of everything below it. */
export interface PrepaidArea {
  path: string;
  alone: boolean;
}

/**
 * The first of a night's work: days and periods of customers who pay ahead are charged where their
 * balances cover them, and who is not covered is blocked; on the first of a month those who are
 * charged by days have their invoice of the month before. In chunks, each a transaction of its own.
 * A second time for the same date changes nothing. done: what became of each chunk.
 */
export async function prepaidNight(
  app: App,
  scope: Scope,
  area: PrepaidArea,
  { on, stop, done }: { on: LocalDate; stop?: AbortSignal; done: (all: CarriedCustomer[]) => void },
): Promise<void> {
  for (let from: Place | null = BEGINNING; from;) {
    stop?.throwIfAborted();
    const place: Place = from;
    const part = await app.boundary.inSql(scope, async (sql) => {
      await allow(sql, ['seqscan'], false);
      const found = await nextPrepaid(sql, area, place, CHUNK);
      const ids = found.map(({ id }) => id);
      const all = await carried(sql, ids, { through: on, resumes: false }, 'for update');
      await carryOut(sql, all, on);
      await invoiceDays(sql, ids, on);
      return { all, next: found.length < CHUNK ? null : last(found) };
    });
    done(part.all);
    from = part.next;
  }
}

/** What prepaidNight would do to customers, chunk by chunk, changing nothing. */
export async function lookAtPrepaidNight(
  app: App,
  scope: Scope,
  area: PrepaidArea,
  { on, done }: { on: LocalDate; done: (all: CarriedCustomer[]) => void },
): Promise<void> {
  for (let from: Place | null = BEGINNING; from;) {
    const place: Place = from;
    const part = await app.boundary.inSql(scope, async (sql) => {
      await allow(sql, ['seqscan'], false);
      const found = await nextPrepaid(sql, area, place, CHUNK);
      const ids = found.map(({ id }) => id);
      return {
        all: await carried(sql, ids, { through: on, resumes: false }),
        next: found.length < CHUNK ? null : last(found),
      };
    });
    done(part.all);
    from = part.next;
  }
}
