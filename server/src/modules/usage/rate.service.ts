import { formatDecimal, fromDecimal } from '@backhaul/domain/money/fraction';
import { decimalInput, idInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { recordedBy } from '../ledger/index.ts';
import { pathOfPartner } from '../partners/index.ts';
import { auditUsage } from './auditUsage.ts';
import { intoSums } from './intoSums.ts';
import { kindInput, RECORDS_MAX } from './record.input.ts';
import {
  areThere,
  countUnrated,
  lockUsed,
  setRated,
  unratedRecords,
  type UnratedOf,
} from './usage.store.ts';
import type { RateUsageInput } from './usage.types.ts';

/**
 * Gives records without a price one: those of the input, the oldest first, as many as one call
 * takes. Returns how many got it, and how many of them are left. Refuses by field what is no price
 * and neither records nor a kind, and NOT_FOUND what lies outside the scope.
 */
export async function rateUsage(
  sql: ScopedSql,
  input: RateUsageInput,
): Promise<{ rated: number; left: number }> {
  const price = decimalInput(input.unitPrice, 'unitPrice', { min: 0 });
  const unitPrice = formatDecimal(fromDecimal(price), 4);
  const which = await whichOf(sql, input);
  // read to know whom to lock, and again once nobody else can rate them
  const services = await lockUsed(sql, servicesOf(await unratedRecords(sql, which, RECORDS_MAX)));
  const records = (await unratedRecords(sql, which, RECORDS_MAX)).filter(({ serviceId }) =>
    services.has(serviceId),
  );
  if (records.length) {
    const priced = records.map((record) => ({ ...record, unitPrice }));
    const sums = await intoSums(sql, priced, services);
    await setRated(
      sql,
      priced.map(({ id }, i) => ({ id, unitPrice, sumId: sums[i] })),
      recordedBy(sql).name,
    );
    await auditUsage(sql, 'rate', {
      done: records,
      services,
      entityId: null,
      said: { unitPrice, kind: which.kind },
    });
  }
  return { rated: records.length, left: await countUnrated(sql, which) };
}

const servicesOf = (records: readonly { serviceId: string }[]): string[] => [
  ...new Set(records.map(({ serviceId }) => serviceId)),
];

/** The texts are checked before records are looked for. */
async function whichOf(
  sql: ScopedSql,
  { ids, partnerId, kind }: RateUsageInput,
): Promise<UnratedOf> {
  const known = {
    ids: ids?.length ? ids.map((id, i) => idInput(id, `ids.${i}`)) : null,
    kind: kind == null ? null : kindInput(kind, 'kind'),
  };
  const partner = partnerId == null ? null : idInput(partnerId, 'partnerId');
  if (!known.ids && known.kind === null) throw badInput({ ids: 'name records, or their kind' });
  if (known.ids && known.ids.length > RECORDS_MAX)
    throw badInput({ ids: `may be ${RECORDS_MAX} at most` });
  const path = partner === null ? null : await pathOfPartner(sql, partner);
  if (path === undefined) throw notFound();
  if (known.ids && !(await areThere(sql, known.ids))) throw notFound();
  return { ...known, path };
}
