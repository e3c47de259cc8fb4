import {
  companyIncomplete,
  companyInherited,
  farDate,
  manyPeriods,
  runDated,
  type Warning,
} from '@backhaul/domain/documents/warnings';
import type { Clock } from '../../platform/clock.ts';
import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { checkDetails } from '../company/index.ts';
import { issuingPartners, placeOfCustomer, withoutDocuments } from './warnings.store.ts';

/** What lacks for the first document of each of the partners; those that issued one before were told. */
async function firstDocuments(sql: ScopedSql, partnerIds: readonly string[]): Promise<Warning[]> {
  const first = await withoutDocuments(sql, partnerIds);
  if (!first.length) return [];
  const checked = await checkDetails(
    sql,
    first.map((partner) => partner.id),
  );
  return first.flatMap(({ id, name }) => [
    ...companyInherited(name, checked.get(id)?.nameFromAbove ?? null),
    ...companyIncomplete(name, checked.get(id)?.missing ?? []),
  ]);
}

/** What is unusual about a document or payment of a customer with a date, before it is made. Refuses NOT_FOUND. */
export async function documentWarnings(
  sql: ScopedSql,
  customerId: string,
  date: string,
  todayIn: Clock['today'],
): Promise<Warning[]> {
  const customer = await placeOfCustomer(sql, customerId);
  if (!customer) throw notFound();
  return [
    ...farDate(date, todayIn(customer.clock)),
    ...(await firstDocuments(sql, [customer.partnerId])),
  ];
}

export interface WarnedRun {
  id: string;
  date: string;
  status: string;
  confirmedOn: string | null;
  manyPeriods: number;
}

/** What is unusual about a run: of one that is decided already, what was on that day. */
export async function runWarnings(
  sql: ScopedSql,
  run: WarnedRun,
  today: string,
): Promise<Warning[]> {
  const open = run.status !== 'PROCESSED' && run.status !== 'DELETED';
  const madeOn = open ? today : run.confirmedOn;
  const dated = madeOn ? runDated(run.date, madeOn) : [];
  const issuing = open ? await issuingPartners(sql, run.id) : [];
  return [...dated, ...manyPeriods(run.manyPeriods), ...(await firstDocuments(sql, issuing))];
}
