import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../../kit/app.ts';
import { must } from '../../../platform/must.ts';
import { brokenKey, Refusal } from '../../../platform/refusal.ts';
import { auditEach } from '../../../tenancy/audit.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { frameOf } from '../import.service.ts';
import type { Counts, Job } from './jobs.store.ts';
import { kindOf } from './look.ts';
import { attempt } from './run.ts';
import { UNDO_KINDS } from './undoKinds.ts';
import type { Made } from './undoMade.store.ts';
import { keepUndone, writtenRows, type Undone, type WrittenRow } from './undo.store.ts';
import { customersNow } from './updates.store.ts';
import { valuesNow, writeUpdate } from './updates.ts';

/** What taking rows back comes to. */
interface UndoPlan {
  /** Records that go, by their lines. */
  removes: { line: number; made: Made }[];
  /** Fields that return to what they were. */
  restores: { line: number; id: string; label: string; values: Record<string, unknown> }[];
  /** What stays, in words. */
  kept: { line: number; words: string }[];
}

/** What taking these rows back would do; what is gone by itself needs nothing. */
export async function planUndo(
  sql: ScopedSql,
  job: Pick<Job, 'kind'>,
  rows: readonly WrittenRow[],
): Promise<UndoPlan> {
  const plan: UndoPlan = { removes: [], restores: [], kept: [] };
  const created = rows.filter(({ after }) => after === null);
  const kind = must(UNDO_KINDS[job.kind]);
  const made = created.length
    ? await kind.made(
        sql,
        created.map(({ recordId }) => recordId),
      )
    : [];
  const byId = new Map(made.map((each) => [each.recordId, each]));
  for (const { line, recordId } of created) {
    const there = byId.get(recordId);
    if (there?.reason) plan.kept.push({ line, words: `${there.label}: ${there.reason}` });
    else if (there) plan.removes.push({ line, made: there });
  }
  await planRestores(
    sql,
    rows.filter(({ after }) => after !== null),
    plan,
  );
  return plan;
}

async function planRestores(
  sql: ScopedSql,
  updated: readonly WrittenRow[],
  plan: UndoPlan,
): Promise<void> {
  if (!updated.length) return;
  const now = await customersNow(
    sql,
    updated.map(({ recordId }) => recordId),
  );
  for (const { line, recordId, before, after } of updated) {
    const there = now.get(recordId);
    if (!there || !before || !after) continue;
    const label = `customer ${there.name}`;
    const is = flat(valuesNow(Object.keys(after), there, after));
    const [was, given] = [flat(before), flat(after)];
    const since = Object.keys(given).filter((name) => !isDeepStrictEqual(is[name], given[name]));
    if (since.length)
      plan.kept.push({ line, words: `${label}: ${since.map(named).join(', ')} changed since` });
    const back = Object.keys(given).filter((name) => !since.includes(name));
    if (!back.length) continue;
    plan.restores.push({
      line,
      id: recordId,
      label,
      values: nested(Object.fromEntries(back.map((name) => [name, was[name] ?? null]))),
    });
  }
}

const FIELD = 'customFields.';

/** What people call what an update changes: "billing day". */
function named(name: string): string {
  if (name.startsWith(FIELD)) return name.slice(FIELD.length);
  return name.replace('billing.', '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Each custom field by itself, as it is changed by itself. */
function flat({ customFields, ...values }: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries((customFields ?? {}) as object);
  return { ...values, ...Object.fromEntries(fields.map(([key, value]) => [FIELD + key, value])) };
}

function nested(values: Record<string, unknown>): Record<string, unknown> {
  const all = Object.entries(values);
  const fields = all.filter(([name]) => name.startsWith(FIELD));
  return {
    ...Object.fromEntries(all.filter(([name]) => !name.startsWith(FIELD))),
    ...(fields.length && {
      customFields: Object.fromEntries(
        fields.map(([name, value]) => [name.slice(FIELD.length), value]),
      ),
    }),
  };
}

/** Takes the next rows back. Returns how many there were, and how many are in which state now. */
export async function undoSome(
  app: App,
  sql: ScopedSql,
  job: Job,
): Promise<{ rows: number; counts: Counts }> {
  const rows = await writtenRows(sql, job, 0, kindOf(job).atOnce);
  if (!rows.length) return { rows: 0, counts: job.counts };
  await must(UNDO_KINDS[job.kind]).lock(
    sql,
    rows.map(({ recordId }) => recordId),
  );
  const plan = await planUndo(sql, job, rows);
  const kept = new Map(plan.kept.map(({ line, words }) => [line, words]));
  for (const [line, words] of await remove(app, sql, job, plan.removes)) kept.set(line, words);
  for (const { line, id, label, values } of plan.restores) {
    const problem = await attempt(sql, () => writeUpdate(app, sql, id, values), wordsOf);
    if (problem !== null) kept.set(line, `${label}: ${problem}`);
  }
  const undone: Undone[] = rows.map(({ line }) => ({ line, kept: kept.get(line) ?? null }));
  await keepUndone(sql, job, undone);
  return { rows: rows.length, counts: countedBack(job.counts, rows, undone) };
}

function countedBack(
  before: Counts,
  rows: readonly WrittenRow[],
  undone: readonly Undone[],
): Counts {
  const updated = rows.filter(({ after }) => after !== null).length;
  const kept = undone.filter((each) => each.kept !== null).length;
  return {
    ...before,
    CREATED: (before.CREATED ?? 0) - (rows.length - updated),
    UPDATED: (before.UPDATED ?? 0) - updated,
    UNDONE: (before.UNDONE ?? 0) + undone.length - kept,
    KEPT: (before.KEPT ?? 0) + kept,
  };
}

/** All at once; one by one where something else holds one of them. Returns why lines stay. */
async function remove(
  app: App,
  sql: ScopedSql,
  job: Job,
  removes: UndoPlan['removes'],
): Promise<Map<number, string>> {
  const kept = new Map<number, string>();
  if (!removes.length) return kept;
  const kind = must(UNDO_KINDS[job.kind]);
  const frame = await frameOf(app, sql, { progress: () => {} }, job.partnerId);
  const today = app.clock.today(frame.operator.clock);
  const out = (some: typeof removes) =>
    attempt(
      sql,
      () =>
        kind.remove(
          sql,
          some.map(({ made }) => made),
          today,
        ),
      wordsOf,
    );
  if ((await out(removes)) !== null)
    for (const each of removes) {
      const problem = await out([each]);
      if (problem !== null) kept.set(each.line, `${each.made.label}: ${problem}`);
    }
  const gone = removes.filter(({ line }) => !kept.has(line));
  await auditEach(
    sql,
    gone.map(({ made }) => ({
      action: made.openingId === null ? 'remove' : 'reverse',
      entity: kind.entity,
      entityId: made.recordId,
      partner: { id: job.partnerId, path: job.partnerPath },
      before: { name: made.label },
    })),
  );
  return kept;
}

function wordsOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.message;
  return brokenKey(error) ? 'something else was written down for it' : null;
}
