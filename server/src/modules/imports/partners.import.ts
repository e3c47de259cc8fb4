import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import { v7 as uuid } from 'uuid';
import { lockTree } from '../partners/index.ts';
import { whyMissing, type Frame, type PartnerPlace } from './frame.ts';
import { fieldReader, type FieldReader } from './customFields.import.ts';
import {
  insertPartners,
  insertSettings,
  updateOperator,
  type NewPartner,
} from './newPartners.store.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { PartnerRow } from './rows.ts';

type Row = ParsedRow<PartnerRow>;
const OPERATOR = 1;

/**
 * Adds the partners of a file, parents before children whatever their order; number 1 is the operator itself.
 * Refuses unknown parents, cycles and numbers given twice. Returns how many were there already.
 */
export async function importPartners(
  frame: Frame,
  rows: readonly Row[],
): Promise<{ skipped: number; write(): Promise<void> }> {
  const byNumber = uniqueNumbers(rows);
  const reader = await fieldReader(frame, 'PARTNER');
  const create: NewPartner[] = [];
  const created = new Set<number>();
  let skipped = 0;
  let operator: PartnerRow | null = null;

  /** Where a partner is, or will be; null when it is rejected. `below`: the rows that wait for it. */
  const place = (number: number, below: Row[]): PartnerPlace | null => {
    const known = frame.partners.get(number);
    const row = byNumber.get(number);
    if (known || !row || row.record.faults.length) return known ?? null;
    const cycle = below.indexOf(row);
    if (cycle >= 0) {
      const round = below.slice(cycle);
      for (const each of round)
        refuse(
          each.record,
          'parent',
          `leads back to the partner itself: ${[...round, round[0]].map((step) => step.value.number).join(' -> ')}`,
        );
      return null;
    }
    const parent = row.value.parent === null ? null : place(row.value.parent, [...below, row]);
    if (row.record.faults.length) return null;
    if (!parent) {
      refuse(
        row.record,
        'parent',
        row.value.parent === null
          ? 'is missing: only the operator, partner 1, has none'
          : missingParent(frame, byNumber, row.value.parent),
      );
      return null;
    }
    const { number: own, name, currency, time_zone: timeZone } = row.value;
    const path = `${parent.path}${own}.`;
    const fields = reader.read(row, path);
    if (row.record.faults.length) return null;
    const made = {
      id: uuid(),
      number: own,
      name,
      currency,
      timeZone,
      // what is imported is real
      clock: timeZone as PartnerClock,
      path,
      settings: row.value.settings,
      parentId: parent.id,
      depth: parent.path.length,
      record: row.record,
      fields,
    };
    row.record.made = made.id;
    create.push(made);
    created.add(own);
    frame.partners.set(own, made);
    return made;
  };

  for (const row of byNumber.values()) {
    const { value, record } = row;
    if (value.number === OPERATOR && !frame.onScreen) {
      if (value.parent !== null) {
        refuse(record, 'parent', 'must be empty: partner 1 is the operator, the root of the tree');
        continue;
      }
      const { name, currency, timeZone } = frame.operator;
      if (name === value.name && currency === value.currency && timeZone === value.time_zone)
        skipped += 1;
      else {
        operator = value;
        Object.assign(frame.operator, {
          name: value.name,
          currency: value.currency,
          timeZone: value.time_zone,
          clock: value.time_zone as PartnerClock,
        });
      }
    } else if (frame.partners.has(value.number) && !created.has(value.number)) {
      record.there = frame.partners.get(value.number)?.id;
      skipped += 1;
    } else if (value.number === OPERATOR) refuse(record, 'number', 'is the number of the operator');
    else place(value.number, []);
  }
  await reader.compare(create.map(({ record, path, fields }) => ({ record, path, fields })));
  const kept = withoutRejected(frame, create);
  return { skipped, write: () => write(frame, reader, operator, kept) };
}

function uniqueNumbers(rows: readonly Row[]): Map<number, Row> {
  const byNumber = new Map<number, Row>();
  for (const row of good(rows)) {
    const first = byNumber.get(row.value.number);
    if (first)
      refuse(
        row.record,
        'number',
        `${row.value.number} is given already on line ${first.record.line}`,
      );
    else byNumber.set(row.value.number, row);
  }
  return byNumber;
}

function missingParent(frame: Frame, byNumber: Map<number, Row>, parent: number): string {
  const row = byNumber.get(parent);
  return row
    ? `partner ${parent} is rejected itself (partners.csv:${row.record.line})`
    : whyMissing(frame, 'partners.csv', 'partner', parent);
}

/** Parents come before children: whoever is below a rejected one is rejected as well. */
function withoutRejected(frame: Frame, create: readonly NewPartner[]): NewPartner[] {
  const kept: NewPartner[] = [];
  const rejected = new Map<string, NewPartner>();
  for (const partner of create) {
    const parent = rejected.get(partner.parentId);
    if (parent)
      refuse(
        partner.record,
        'parent',
        `partner ${parent.number} is rejected itself (partners.csv:${parent.record.line})`,
      );
    if (!partner.record.faults.length) kept.push(partner);
    else {
      rejected.set(partner.id, partner);
      frame.partners.delete(partner.number);
    }
  }
  return kept;
}

async function write(
  frame: Frame,
  reader: FieldReader,
  operator: PartnerRow | null,
  create: readonly NewPartner[],
): Promise<void> {
  if (operator) await updateOperator(frame.sql, frame.operator.id, operator);
  // numbers that are given out at the same time wait for those of the file
  if (create.length) await lockTree(frame.sql);
  await insertPartners(frame.sql, create);
  await reader.write(
    create.map(({ id, path, fields }) => ({ id, partnerId: id, partnerPath: path, fields })),
  );
  const settings = [
    ...(operator
      ? [{ id: frame.operator.id, path: frame.operator.path, settings: operator.settings }]
      : []),
    ...create,
  ].filter((each) => each.settings !== null && Object.keys(each.settings).length);
  if (settings.length) await insertSettings(frame.sql, settings);
}
