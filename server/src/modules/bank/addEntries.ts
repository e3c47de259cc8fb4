import { BLANK_ENTRY, oneLineOf } from '@backhaul/domain/bank/entry';
import { formatMinor } from '@backhaul/domain/money/money';
import { marksOf, matchKnown, type EntryMarks, type Known } from '@backhaul/domain/bank/sameEntry';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  entriesThere,
  insertEntries,
  insertSkipped,
  refineEntries,
  takeAwaiting,
  type ThereRow,
} from './addEntries.store.ts';
import { rowOf, saidOf, skippedOf, type EntryToAdd, type Into } from './entryRows.ts';

type There = ThereRow & { marks: EntryMarks };

/**
 * Adds the entries that are not there yet; what is known is kept as skipped, and what it tells more of is told with the
 * one that is there. By a number of statements that does not grow with them.
 */
export async function addEntries(
  sql: ScopedSql,
  into: Into,
  entries: readonly EntryToAdd[],
): Promise<{ fresh: number; known: number }> {
  const { account } = into.statement;
  const there = await entriesThere(sql, account.id, into, entries);
  const told = refined(entries, there.booked, into.statement.digits);
  const matches = matched(told.left, there.same);
  const fresh = matches.filter(({ known }) => !known?.same);
  const same = matches.flatMap(({ each, known }) =>
    known?.same ? [{ each, there: known.known }] : [],
  );
  await insertEntries(
    sql,
    into,
    fresh.map(({ each, known }) => rowOf(each, into.statement.digits, known?.known.id ?? null)),
  );
  await takeAwaiting(sql, into, told.replaced);
  await insertSkipped(sql, into, [
    ...same.map(({ each, there: { id } }) => skippedOf(each, id)),
    ...told.skipped.map(({ each, id }) => skippedOf(each, id)),
  ]);
  await refineEntries(
    sql,
    same.map(({ each, there: { id } }) => ({ id, ...saidOf(each) })),
  );
  return { fresh: fresh.length, known: same.length + told.skipped.length };
}

/**
 * Bookings that are told in sum and in detail by two files count once: details take the place of a sum with which
 * nothing was done yet, those of one that was posted are known, and so is a sum whose details are there.
 */
function refined(
  entries: readonly EntryToAdd[],
  booked: readonly {
    reference: string;
    sum: bigint;
    first: string;
    awaits: boolean;
    waits: boolean;
    count: number;
  }[],
  digits: number,
): { left: EntryToAdd[]; skipped: { each: EntryToAdd; id: string }[]; replaced: string[] } {
  const known = new Map(booked.map((each) => [each.reference, each]));
  const skipped: { each: EntryToAdd; id: string }[] = [];
  const left: EntryToAdd[] = [];
  const replaced: string[] = [];
  for (const [reference, group] of groupBy(entries, ({ entry }) => entry.entryReference ?? '')) {
    const other = reference ? known.get(reference) : undefined;
    const sum = group.reduce((all, { minor }) => all + minor, 0n);
    const details = group.length > 1 && other?.count === 1;
    if (!other || other.sum !== sum) left.push(...group);
    else if (
      !group.some(({ entry }) => entry.awaitsDetails) &&
      (other.awaits || (details && other.waits))
    ) {
      replaced.push(other.first);
      left.push(...group);
    } else if (details) skipped.push({ each: wholeOf(group, sum, digits), id: other.first });
    else if (group.length === 1 && (other.count > 1 || group[0].entry.awaitsDetails))
      skipped.push({ each: group[0], id: other.first });
    else left.push(...group);
  }
  return { left, skipped, replaced };
}

/** The booking that details are of, as it is known. */
function wholeOf([first, ...more]: readonly EntryToAdd[], sum: bigint, digits: number): EntryToAdd {
  const { line, bookingDate, valueDate, currency, entryReference, code } = first.entry;
  const said = { line, bookingDate, valueDate, currency, entryReference, code };
  const lines = [first, ...more].map(({ entry }) => oneLineOf(entry)).join('\n');
  const amount = formatMinor(sum, digits);
  return {
    ...first,
    minor: sum,
    entry: { ...BLANK_ENTRY, ...said, amount, lines, bankReference: entryReference },
  };
}

function matched(
  entries: readonly EntryToAdd[],
  there: readonly ThereRow[],
): { each: EntryToAdd; known: Known<There> | null }[] {
  const known = groupBy(
    there.map((row): There => ({ ...row, marks: marksOf({ ...row, joined: false }) })),
    ({ bookingDate, minor }) => `${bookingDate} ${minor}`,
  );
  return [...groupBy(entries, ({ entry, minor }) => `${entry.bookingDate} ${minor}`)].flatMap(
    ([key, group]) => {
      const marks = group.map(({ entry }) => marksOf(entry));
      const found = matchKnown(marks, known.get(key) ?? []);
      return group.map((each, i) => ({ each, known: found[i] }));
    },
  );
}
