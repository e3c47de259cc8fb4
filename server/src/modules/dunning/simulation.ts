import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { groupBy } from '../../kit/groupBy.ts';
import { must } from '../../platform/must.ts';
import { badInput } from '../../platform/refusal.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { afterDueChanges, dueChanges, type DueChange } from '../planChanges/index.ts';
import { lookAtPrepaidNight, type CarriedCustomer } from '../prepaid/index.ts';
import { BEGINNING, lookAtCandidates, type Place } from './candidates.store.ts';
import { addCounts, changesOf, countChanges } from './changes.ts';
import type { Change, Counts } from './changes.ts';
import { evaluatedDay } from './days.store.ts';
import type { Result } from './dunning.service.ts';
import { wholeFrame, type WholeFrame } from './frame.ts';
import { candidatesFrom, decide, type Decided } from './night.ts';
import { countsOf, prepaidChanges } from './prepaid.ts';

/** A night's customers from a place on, and how much of each kind it does to them. */
interface Part {
  from: Place;
  counts: Counts;
}

/** So many customers at once are locked while their changes of plan are tried. */
const TRIED_AT_ONCE = 20;

/**
 * What runDunning would do on a date as things stand now, changing nothing: the same customers by the
 * same decisions, each after the changes of plan that are due by then, which are tried and taken
 * back. Whatever there is, it holds one chunk at a time. A chunk is looked at once to count what
 * there is, and once more where a page lies in it; a page alone looks no further than its end.
 * Refuses NOT_FOUND, and by field a date that is over.
 */
export async function simulateDunning(
  app: App,
  scope: Scope,
  on: LocalDate,
  partnerId: string,
): Promise<Result> {
  const { frame, planned } = await app.boundary.inSql(scope, async (sql) => {
    const whole = await wholeFrame(sql, on, partnerId, false);
    const { clock } = await evaluatedDay(sql, partnerId);
    if (on < app.clock.today(clock))
      throw badInput({
        date: 'lies before today: its night is over. Choose today or a later day.',
      });
    return { frame: whole, planned: await dueChanges(sql, whole.area, on) };
  });
  const look = (from: Place) => lookThrough(app, scope, { frame, planned, partnerId }, from);
  const parts: Part[] = [];
  let next: Place | null = BEGINNING;
  // fields of one request ask at once: each goes on where the one before it stopped
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };
  const partAt = async (i: number): Promise<Part | null> => {
    while (parts.length <= i && next) {
      const from: Place = next;
      const found = await look(from);
      parts.push({ from, counts: countChanges(found.decided) });
      next = found.next;
    }
    return parts[i] ?? null;
  };
  let ahead: Change[] | null = null;
  const payingAhead = async (): Promise<Change[]> => {
    if (ahead) return ahead;
    const found: Change[] = [];
    const done = (all: CarriedCustomer[]) => found.push(...prepaidChanges(all));
    await lookAtPrepaidNight(app, scope, frame.area, { on, done });
    return (ahead = found);
  };
  return {
    counts: () =>
      inTurn(async () => {
        const counts = countsOf(await payingAhead());
        for (let i = 0, part = await partAt(0); part; part = await partAt((i += 1)))
          addCounts(counts, part.counts);
        return counts;
      }),
    page: (kinds, offset, first) =>
      inTurn(async () => {
        const before = (await payingAhead()).filter(({ kind }) => kinds.has(kind));
        const page = before.slice(offset, offset + first);
        if (page.length >= first) return page;
        let skip = Math.max(0, offset - before.length);
        for (let i = 0, part = await partAt(0); part; part = await partAt((i += 1))) {
          const { counts } = part;
          const size = [...kinds].reduce((sum, kind) => sum + counts[kind], 0);
          if (skip >= size) skip -= size;
          else {
            const { decided } = await look(part.from);
            const wanted = decided.flatMap(changesOf).filter(({ kind }) => kinds.has(kind));
            page.push(...wanted.slice(skip, skip + first - page.length));
            skip = 0;
          }
          if (page.length >= first) break;
        }
        return page;
      }),
  };
}

interface Whole {
  frame: WholeFrame;
  /** Changes of plan that come before. */
  planned: readonly DueChange[];
  partnerId: string;
}

async function lookThrough(
  app: App,
  scope: Scope,
  { frame, planned, partnerId }: Whole,
  from: Place,
): Promise<{ decided: Decided[]; next: Place | null }> {
  const { decided, next } = await app.boundary.inSql(scope, async (sql) => {
    const found = await candidatesFrom(sql, frame, from);
    const changing = new Set(planned.map(({ customerId }) => customerId));
    const asTheyAre = found.customers.filter(({ id }) => !changing.has(id));
    return { decided: await decide(sql, frame, asTheyAre), next: found.next };
  });
  const due = planned.filter((each) => isAfter(each, from) && !(next && isAfter(each, next)));
  if (!due.length) return { decided, next };
  // who may only read does not write, also not what is taken back
  const trying = must(await app.boundary.jobScope(partnerId));
  const byCustomer = [...groupBy(due, ({ customerId }) => customerId)];
  for (let i = 0; i < byCustomer.length; i += TRIED_AT_ONCE) {
    const some = byCustomer.slice(i, i + TRIED_AT_ONCE);
    const ids = some.map(([id]) => id);
    const changes = some.flatMap(([, all]) => all);
    const after = await afterDueChanges(app, trying, changes, async (sql) =>
      decide(sql, frame, await lookAtCandidates(sql, ids)),
    );
    decided.push(...after);
  }
  return { decided: decided.sort(byPlace), next };
}

function isAfter(a: Place, b: Place): boolean {
  return a.path === b.path ? a.number > b.number : a.path > b.path;
}

function byPlace({ customer: a }: Decided, { customer: b }: Decided): number {
  return a.partnerPath === b.partnerPath
    ? a.number - b.number
    : a.partnerPath < b.partnerPath
      ? -1
      : 1;
}
